-- How many orders of a restaurant were delivered of late, and which dishes are among its most ordered: counted now and then.
ALTER TABLE restaurants ADD COLUMN popularity integer NOT NULL DEFAULT 0 CHECK (popularity >= 0);
ALTER TABLE menu_items ADD COLUMN popular boolean NOT NULL DEFAULT false;
CREATE INDEX orders_delivered ON orders (restaurant_id, delivered_at) WHERE status = 'DELIVERED';

-- An image is elsewhere (https), or one of those below: then its URL is /v1/images/ and its hash.
ALTER TABLE restaurants ADD COLUMN image_url text CHECK (length(image_url) BETWEEN 1 AND 500);
ALTER TABLE menu_items ADD COLUMN image_url text CHECK (length(image_url) BETWEEN 1 AND 500);
CREATE INDEX restaurants_by_image ON restaurants (image_url) WHERE image_url IS NOT NULL;
CREATE INDEX menu_items_by_image ON menu_items (image_url) WHERE image_url IS NOT NULL;

-- Named by the SHA-256 of its bytes, so that what is under a name never changes.
CREATE TABLE images (
  hash           text PRIMARY KEY CHECK (hash ~ '^[0-9a-f]{64}$'),
  media_type     text NOT NULL,
  bytes          bytea NOT NULL,
  wall_stored_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- It is compressed already, and a part of it is to be had without the rest.
ALTER TABLE images ALTER COLUMN bytes SET STORAGE EXTERNAL;

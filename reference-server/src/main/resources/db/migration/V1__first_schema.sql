-- Times are domain time, given as parameters, and never a default; where a column holds wall time its name says so.

CREATE TABLE domain_clock (
  singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
  domain_at timestamptz NOT NULL,
  speed     double precision NOT NULL CHECK (speed > 0)
);

CREATE TABLE cities (
  id           text PRIMARY KEY CHECK (length(id) <= 64),
  name         text NOT NULL,
  zone         text NOT NULL,
  currency     text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  lat          double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
  lng          double precision NOT NULL CHECK (lng BETWEEN -180 AND 180),
  last_step_at timestamptz
);

CREATE TABLE restaurants (
  id                     text PRIMARY KEY CHECK (length(id) <= 64),
  city_id                text NOT NULL REFERENCES cities,
  name                   text NOT NULL,
  lat                    double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
  lng                    double precision NOT NULL CHECK (lng BETWEEN -180 AND 180),
  cuisines               text[] NOT NULL,
  rating                 double precision NOT NULL CHECK (rating BETWEEN 0 AND 5),
  votes                  integer NOT NULL CHECK (votes >= 0),
  price_level            integer NOT NULL CHECK (price_level BETWEEN 1 AND 4),
  veg                    boolean NOT NULL,
  open                   boolean NOT NULL,
  delivery_radius_meters double precision NOT NULL CHECK (delivery_radius_meters > 0),
  prep_minutes           integer NOT NULL CHECK (prep_minutes BETWEEN 0 AND 240)
);
CREATE INDEX restaurants_of_city ON restaurants (city_id);

CREATE TABLE menu_items (
  restaurant_id text NOT NULL REFERENCES restaurants,
  id            text NOT NULL CHECK (length(id) <= 64),
  position      integer NOT NULL,
  name          text NOT NULL,
  price_minor   bigint NOT NULL CHECK (price_minor >= 0),
  veg           boolean NOT NULL,
  available     boolean NOT NULL,
  PRIMARY KEY (restaurant_id, id)
);

CREATE TABLE riders (
  id         text PRIMARY KEY CHECK (length(id) <= 64),
  city_id    text NOT NULL REFERENCES cities,
  name       text NOT NULL,
  vehicle    text NOT NULL CHECK (vehicle IN ('WALKING', 'BICYCLE', 'MOTORCYCLE', 'CAR')),
  online     boolean NOT NULL DEFAULT false,
  last_token bigint NOT NULL DEFAULT 0,
  version    bigint NOT NULL DEFAULT 1
);
CREATE INDEX riders_online ON riders (city_id) WHERE online;

CREATE TABLE customers (
  id text PRIMARY KEY CHECK (length(id) <= 64)
);

CREATE TABLE addresses (
  id          text PRIMARY KEY,
  customer_id text NOT NULL REFERENCES customers,
  label       text NOT NULL,
  lat         double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
  lng         double precision NOT NULL CHECK (lng BETWEEN -180 AND 180),
  text        text NOT NULL,
  deleted     boolean NOT NULL DEFAULT false
);
CREATE INDEX addresses_of_customer ON addresses (customer_id);

CREATE TABLE rides (
  id            text PRIMARY KEY,
  city_id       text NOT NULL REFERENCES cities,
  restaurant_id text NOT NULL REFERENCES restaurants,
  status        text NOT NULL CHECK (status IN
                  ('PENDING', 'OFFERED', 'ACCEPTED', 'PICKED_UP', 'COMPLETED', 'CANCELLED', 'FAILED')),
  pickup_lat    double precision NOT NULL,
  pickup_lng    double precision NOT NULL,
  rider_id      text REFERENCES riders,
  slot          integer NOT NULL DEFAULT 0,
  due_at        timestamptz NOT NULL,
  next_round_at timestamptz NOT NULL,
  give_up_at    timestamptz NOT NULL,
  rounds        integer NOT NULL,
  declined_by   text[] NOT NULL,
  version       bigint NOT NULL DEFAULT 1,
  CHECK ((status IN ('ACCEPTED', 'PICKED_UP', 'COMPLETED')) <= (rider_id IS NOT NULL))
);
CREATE UNIQUE INDEX ride_of_rider ON rides (rider_id, slot) WHERE status IN ('ACCEPTED', 'PICKED_UP');
CREATE INDEX rides_searching ON rides (city_id) WHERE status IN ('PENDING', 'OFFERED');

CREATE TABLE offers (
  ride_id     text NOT NULL REFERENCES rides,
  rider_id    text NOT NULL REFERENCES riders,
  token       bigint NOT NULL CHECK (token > 0),
  city_id     text NOT NULL REFERENCES cities,
  status      text NOT NULL CHECK (status IN ('OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
  opened_at   timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL,
  answered_at timestamptz,
  ended_at    timestamptz,
  late_answers integer NOT NULL DEFAULT 0,
  PRIMARY KEY (rider_id, token),
  CHECK ((status = 'OPEN') = (answered_at IS NULL)),
  CHECK (ended_at IS NULL OR status <> 'OPEN')
);
CREATE UNIQUE INDEX open_offer_of_rider ON offers (rider_id) WHERE status = 'OPEN';
CREATE UNIQUE INDEX open_offer_of_ride ON offers (ride_id) WHERE status = 'OPEN';
CREATE INDEX offers_of_ride ON offers (ride_id);

CREATE TABLE orders (
  id                 text PRIMARY KEY,
  city_id            text NOT NULL REFERENCES cities,
  customer_id        text NOT NULL REFERENCES customers,
  restaurant_id      text NOT NULL REFERENCES restaurants,
  status             text NOT NULL CHECK (status IN
                       ('CREATED', 'PAYMENT_PENDING', 'CONFIRMED', 'ASSIGNED', 'READY', 'PICKED_UP', 'DELIVERED', 'CANCELLED')),
  version            bigint NOT NULL DEFAULT 1,
  currency           text NOT NULL,
  items_minor        bigint NOT NULL CHECK (items_minor >= 0),
  delivery_fee_minor bigint NOT NULL CHECK (delivery_fee_minor >= 0),
  total_minor        bigint NOT NULL CHECK (total_minor = items_minor + delivery_fee_minor),
  dropoff_lat        double precision NOT NULL,
  dropoff_lng        double precision NOT NULL,
  dropoff_text       text NOT NULL,
  ride_id            text REFERENCES rides,
  rider_id           text REFERENCES riders,
  placed_at          timestamptz NOT NULL,
  promised_at        timestamptz NOT NULL,
  expected_ready_at  timestamptz NOT NULL,
  confirmed_at       timestamptz,
  assigned_at        timestamptz,
  ready_at           timestamptz,
  picked_up_at       timestamptz,
  delivered_at       timestamptz,
  cancelled_at       timestamptz,
  cancel_reason      text,
  CHECK ((status = 'CANCELLED') = (cancel_reason IS NOT NULL))
);
CREATE INDEX orders_of_customer ON orders (customer_id, placed_at DESC);
CREATE INDEX orders_of_ride ON orders (ride_id);
CREATE INDEX orders_under_way ON orders (city_id, status) WHERE status NOT IN ('DELIVERED', 'CANCELLED');
CREATE INDEX orders_of_restaurant ON orders (restaurant_id) WHERE status NOT IN ('DELIVERED', 'CANCELLED');
CREATE INDEX orders_by_city ON orders (city_id, id);

CREATE TABLE order_lines (
  order_id         text NOT NULL REFERENCES orders,
  position         integer NOT NULL,
  item_id          text NOT NULL,
  name             text NOT NULL,
  quantity         integer NOT NULL CHECK (quantity > 0),
  unit_price_minor bigint NOT NULL CHECK (unit_price_minor >= 0),
  PRIMARY KEY (order_id, position)
);

-- One row per payment; what is due with the gateway is written with the order's transition and done after the commit.
CREATE TABLE payments (
  order_id        text PRIMARY KEY REFERENCES orders,
  method          text NOT NULL,
  amount_minor    bigint NOT NULL CHECK (amount_minor >= 0),
  currency        text NOT NULL,
  status          text NOT NULL CHECK (status IN ('ASKED', 'PENDING', 'AUTHORIZED', 'REFUSED', 'CAPTURED', 'VOIDED')),
  due             text CHECK (due IN ('SETTLE', 'CAPTURE', 'VOID')),
  action_url      text,
  attempts        integer NOT NULL DEFAULT 0,
  wall_attempt_at timestamptz
);
CREATE INDEX payments_due ON payments (wall_attempt_at) WHERE due IS NOT NULL;

-- A key is claimed in the transaction that stores its order; the answer is added once it is known.
CREATE TABLE idempotency_keys (
  customer_id  text NOT NULL REFERENCES customers,
  key          text NOT NULL CHECK (length(key) <= 255),
  fingerprint  text NOT NULL,
  order_id     text NOT NULL REFERENCES orders,
  status       integer,
  content_type text,
  body         text,
  PRIMARY KEY (customer_id, key)
);

CREATE TABLE outbox (
  id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  aggregatetype     text NOT NULL,
  aggregateid       text NOT NULL,
  aggregate_version bigint NOT NULL,
  city_id           text NOT NULL,
  type              text NOT NULL,
  schema_version    integer NOT NULL,
  occurred_at       timestamptz NOT NULL,
  traceparent       text,
  payload           jsonb NOT NULL,
  published         boolean NOT NULL DEFAULT false
);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE NOT published;
CREATE INDEX outbox_last ON outbox (occurred_at);

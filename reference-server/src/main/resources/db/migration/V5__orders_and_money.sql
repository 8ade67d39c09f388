-- What a city adds to the price of food: taxes in basis points, fees in minor units of its currency.
ALTER TABLE cities
  ADD COLUMN tax_basis_points      integer NOT NULL DEFAULT 0 CHECK (tax_basis_points BETWEEN 0 AND 10000),
  ADD COLUMN platform_fee_minor    bigint NOT NULL DEFAULT 0 CHECK (platform_fee_minor >= 0),
  ADD COLUMN delivery_base_minor   bigint NOT NULL DEFAULT 2000 CHECK (delivery_base_minor >= 0),
  ADD COLUMN delivery_per_km_minor bigint NOT NULL DEFAULT 500 CHECK (delivery_per_km_minor >= 0);

-- "open" is the switch by hand; the hours are of the week in the zone of the city, and none at all mean always.
ALTER TABLE restaurants
  ADD COLUMN opening_hours       jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN min_order_minor     bigint NOT NULL DEFAULT 0 CHECK (min_order_minor >= 0),
  ADD COLUMN packaging_fee_minor bigint NOT NULL DEFAULT 0 CHECK (packaging_fee_minor >= 0),
  ADD COLUMN accepts             text NOT NULL DEFAULT 'AUTO' CHECK (accepts IN ('AUTO', 'MANUAL')),
  ADD COLUMN accept_minutes      integer NOT NULL DEFAULT 5 CHECK (accept_minutes BETWEEN 1 AND 120);

-- The version of an item grows when its name, price or options change; what it was before is kept for those who were
-- shown it.
ALTER TABLE menu_items
  ADD COLUMN options jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN version bigint NOT NULL DEFAULT 1;
CREATE TABLE menu_item_versions (
  restaurant_id text NOT NULL REFERENCES restaurants,
  item_id       text NOT NULL,
  version       bigint NOT NULL,
  name          text NOT NULL,
  price_minor   bigint NOT NULL CHECK (price_minor >= 0),
  options       jsonb NOT NULL,
  replaced_at   timestamptz NOT NULL,
  PRIMARY KEY (restaurant_id, item_id, version)
);

CREATE TABLE promotions (
  city_id              text NOT NULL REFERENCES cities,
  code                 text NOT NULL CHECK (length(code) <= 64),
  percent_basis_points integer CHECK (percent_basis_points BETWEEN 1 AND 10000),
  amount_minor         bigint CHECK (amount_minor > 0),
  max_minor            bigint CHECK (max_minor > 0),
  min_items_minor      bigint NOT NULL DEFAULT 0 CHECK (min_items_minor >= 0),
  valid_from           timestamptz NOT NULL,
  valid_until          timestamptz NOT NULL CHECK (valid_until > valid_from),
  PRIMARY KEY (city_id, code),
  CHECK (num_nonnulls(percent_basis_points, amount_minor) = 1)
);

-- An order whose restaurant accepts by hand waits until accepted_at. Past deadline_at ops see an order that is under way.
ALTER TABLE orders
  DROP CONSTRAINT orders_check,
  ADD COLUMN packaging_fee_minor bigint NOT NULL DEFAULT 0 CHECK (packaging_fee_minor >= 0),
  ADD COLUMN platform_fee_minor  bigint NOT NULL DEFAULT 0 CHECK (platform_fee_minor >= 0),
  ADD COLUMN discount_minor      bigint NOT NULL DEFAULT 0 CHECK (discount_minor BETWEEN 0 AND items_minor),
  ADD COLUMN tax_minor           bigint NOT NULL DEFAULT 0 CHECK (tax_minor >= 0),
  ADD COLUMN tip_minor           bigint NOT NULL DEFAULT 0 CHECK (tip_minor >= 0),
  ADD COLUMN promotion_code      text,
  ADD COLUMN idempotency_key     text,
  ADD COLUMN accepted_at         timestamptz,
  ADD COLUMN accept_by           timestamptz,
  ADD COLUMN deadline_at         timestamptz,
  ADD CONSTRAINT orders_total CHECK (total_minor = items_minor - discount_minor + packaging_fee_minor
    + platform_fee_minor + delivery_fee_minor + tax_minor + tip_minor);
UPDATE orders SET accepted_at = confirmed_at WHERE confirmed_at IS NOT NULL;
UPDATE orders o SET idempotency_key = k.key FROM idempotency_keys k WHERE k.order_id = o.id;
UPDATE orders SET deadline_at = greatest(placed_at, expected_ready_at) + interval '90 minutes'
WHERE status NOT IN ('DELIVERED', 'CANCELLED');
CREATE INDEX orders_to_accept ON orders (accept_by) WHERE status = 'CONFIRMED' AND accepted_at IS NULL;
CREATE INDEX orders_by_deadline ON orders (deadline_at) WHERE status NOT IN ('DELIVERED', 'CANCELLED');

ALTER TABLE order_lines
  ADD COLUMN item_version   bigint NOT NULL DEFAULT 1,
  ADD COLUMN options        jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN discount_minor bigint NOT NULL DEFAULT 0 CHECK (discount_minor >= 0),
  ADD COLUMN tax_minor      bigint NOT NULL DEFAULT 0 CHECK (tax_minor >= 0);

-- The key of a payment with its gateway is the id of its order; the reference is the gateway's own name for it.
ALTER TABLE payments
  ADD COLUMN gateway        text NOT NULL DEFAULT 'local',
  ADD COLUMN reference      text,
  ADD COLUMN next_action    jsonb,
  ADD COLUMN refused_reason text,
  ADD COLUMN wall_asked_at  timestamptz,
  ADD COLUMN leased         boolean NOT NULL DEFAULT false;
UPDATE payments SET wall_asked_at = clock_timestamp(), wall_attempt_at = coalesce(wall_attempt_at, '-infinity');
ALTER TABLE payments ALTER COLUMN wall_attempt_at SET DEFAULT '-infinity', ALTER COLUMN wall_attempt_at SET NOT NULL;
UPDATE payments SET next_action = jsonb_build_object('type', 'redirect', 'url', action_url) WHERE action_url IS NOT NULL;
ALTER TABLE payments DROP COLUMN action_url;
-- What is held for long is asked about now and then.
CREATE INDEX payments_held ON payments (wall_asked_at) WHERE status = 'AUTHORIZED' AND due IS NULL;

CREATE TABLE refunds (
  id              text PRIMARY KEY,
  order_id        text NOT NULL REFERENCES payments,
  amount_minor    bigint NOT NULL CHECK (amount_minor > 0),
  reason          text NOT NULL,
  asked_by        text NOT NULL,
  asked_at        timestamptz NOT NULL,
  status          text NOT NULL CHECK (status IN ('DUE', 'DONE', 'REFUSED')),
  reference       text,
  refused_reason  text,
  attempts        integer NOT NULL DEFAULT 0,
  wall_attempt_at timestamptz NOT NULL DEFAULT '-infinity'
);
CREATE INDEX refunds_of_order ON refunds (order_id);
CREATE INDEX refunds_due ON refunds (wall_attempt_at) WHERE status = 'DUE';

-- Every movement of money, once: what is held with the gateway for us, and what we have taken.
CREATE TABLE ledger (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id    text NOT NULL REFERENCES orders,
  movement    text NOT NULL CHECK (movement IN ('AUTHORIZED', 'CAPTURED', 'RELEASED', 'REFUNDED')),
  cause       text NOT NULL,
  held_minor  bigint NOT NULL,
  taken_minor bigint NOT NULL,
  currency    text NOT NULL,
  occurred_at timestamptz NOT NULL,
  UNIQUE (order_id, movement, cause)
);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ledger EXECUTE FUNCTION refuse_change();

-- Payments of before have no movements; what they were is written as if it had been noted then.
INSERT INTO ledger (order_id, movement, cause, held_minor, taken_minor, currency, occurred_at)
SELECT p.order_id, 'AUTHORIZED', '', p.amount_minor, 0, p.currency, coalesce(o.confirmed_at, o.placed_at)
FROM payments p JOIN orders o ON o.id = p.order_id
WHERE p.status IN ('AUTHORIZED', 'CAPTURED') OR p.status = 'VOIDED' AND o.confirmed_at IS NOT NULL
UNION ALL
SELECT p.order_id, 'CAPTURED', '', -p.amount_minor, p.amount_minor, p.currency, coalesce(o.delivered_at, o.placed_at)
FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.status = 'CAPTURED'
UNION ALL
SELECT p.order_id, 'RELEASED', '', -p.amount_minor, 0, p.currency, coalesce(o.cancelled_at, o.placed_at)
FROM payments p JOIN orders o ON o.id = p.order_id WHERE p.status = 'VOIDED' AND o.confirmed_at IS NOT NULL;

-- What a gateway told by a webhook: told again it changes nothing.
CREATE TABLE gateway_events (
  gateway          text NOT NULL,
  event_id         text NOT NULL CHECK (length(event_id) <= 255),
  order_id         text,
  wall_received_at timestamptz NOT NULL,
  PRIMARY KEY (gateway, event_id)
);
CREATE INDEX gateway_events_by_time ON gateway_events (wall_received_at);

-- An answer is kept for a day; after that its key still tells that it was used.
ALTER TABLE idempotency_keys
  ADD COLUMN location        text,
  ADD COLUMN wall_claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ADD COLUMN wall_reaped_at  timestamptz;
CREATE INDEX idempotency_keys_to_reap ON idempotency_keys (wall_claimed_at) WHERE status IS NOT NULL;

-- Each version of an aggregate has one event.
CREATE UNIQUE INDEX outbox_of_aggregate ON outbox (aggregateid, aggregate_version, aggregatetype);

-- What ops did by force, and why.
CREATE TABLE ops_actions (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id    text NOT NULL REFERENCES orders,
  actor       text NOT NULL,
  action      text NOT NULL,
  reason      text NOT NULL,
  from_status text NOT NULL,
  to_status   text NOT NULL,
  occurred_at timestamptz NOT NULL
);
CREATE INDEX ops_actions_of_order ON ops_actions (order_id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON ops_actions EXECUTE FUNCTION refuse_change();

-- What cuisines a customer orders, for search: counted once per delivered order.
CREATE TABLE customer_cuisines (
  customer_id text NOT NULL REFERENCES customers,
  cuisine     text NOT NULL,
  orders      integer NOT NULL CHECK (orders > 0),
  PRIMARY KEY (customer_id, cuisine)
);

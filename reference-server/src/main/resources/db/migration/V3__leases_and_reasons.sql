-- Who dispatches a city, and under which number. The lease is wall time on the clock of PostgreSQL; the rest is domain time.
CREATE TABLE city_leases (
  city_id       text PRIMARY KEY REFERENCES cities,
  owner         text NOT NULL,
  epoch         bigint NOT NULL CHECK (epoch >= 0),
  wall_until    timestamptz NOT NULL,
  counted_until timestamptz,
  last_step_at  timestamptz
);
INSERT INTO city_leases (city_id, owner, epoch, wall_until, counted_until, last_step_at)
SELECT id, '', 0, '-infinity', last_step_at, last_step_at FROM cities WHERE last_step_at IS NOT NULL;
ALTER TABLE cities DROP COLUMN last_step_at;

ALTER TABLE offers ADD COLUMN epoch bigint CHECK (epoch > 0);

-- The place of an order among those of its ride, in the order of their delivery.
ALTER TABLE orders ADD COLUMN stop integer CHECK (stop > 0);

ALTER TABLE rides ADD COLUMN failed_at timestamptz, ADD COLUMN fail_reason text;
CREATE INDEX rides_failed ON rides (city_id, failed_at) WHERE status = 'FAILED';

-- Why a round of a ride ended as it did: one row for each offer it led to, and one for the latest that led to none.
CREATE TABLE decisions (
  ride_id    text NOT NULL REFERENCES rides,
  rider_id   text,
  token      bigint,
  city_id    text NOT NULL,
  epoch      bigint NOT NULL,
  decided_at timestamptz NOT NULL,
  decision   jsonb NOT NULL,
  CHECK ((rider_id IS NULL) = (token IS NULL)),
  FOREIGN KEY (rider_id, token) REFERENCES offers
);
CREATE INDEX decisions_of_ride ON decisions (ride_id);
CREATE UNIQUE INDEX decision_without_offer ON decisions (ride_id) WHERE token IS NULL;

-- An event that no process here could make sense of.
ALTER TABLE outbox ADD COLUMN set_aside boolean NOT NULL DEFAULT false;
DROP INDEX outbox_unpublished;
CREATE INDEX outbox_unpublished ON outbox (city_id, id) WHERE NOT published AND NOT set_aside;

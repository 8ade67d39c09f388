-- An offer binds its rider and its ride while it is open, and if it was accepted until the ride is over.
DROP INDEX open_offer_of_rider;
DROP INDEX open_offer_of_ride;
CREATE UNIQUE INDEX binding_offer_of_rider ON offers (rider_id)
  WHERE status = 'OPEN' OR (status = 'ACCEPTED' AND ended_at IS NULL);
CREATE UNIQUE INDEX binding_offer_of_ride ON offers (ride_id)
  WHERE status = 'OPEN' OR (status = 'ACCEPTED' AND ended_at IS NULL);

-- Who declined a ride or let it pass is what its offers say.
ALTER TABLE rides DROP COLUMN declined_by;

-- The smoothed share of offers that a rider takes.
ALTER TABLE riders ADD COLUMN acceptance_rate double precision NOT NULL DEFAULT 0.8
  CHECK (acceptance_rate BETWEEN 0 AND 1);

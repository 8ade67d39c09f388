-- When the shift that goes on began, and when its rider will go, if he has said so. What he took since counts against what he
-- is guaranteed.
ALTER TABLE riders
  ADD COLUMN shift_began_at timestamptz,
  ADD COLUMN shift_ends_at timestamptz,
  ADD CONSTRAINT riders_shift CHECK (shift_ends_at > shift_began_at);
CREATE INDEX orders_of_rider ON orders (rider_id, assigned_at) WHERE rider_id IS NOT NULL;

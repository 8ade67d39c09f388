-- A ride that is JOINED has left its orders to another, which took them along as it was held out.
ALTER TABLE rides
  ADD COLUMN joined_to text REFERENCES rides,
  DROP CONSTRAINT rides_status_check,
  ADD CONSTRAINT rides_status_check CHECK (status IN
    ('PENDING', 'OFFERED', 'ACCEPTED', 'PICKED_UP', 'COMPLETED', 'CANCELLED', 'FAILED', 'JOINED')),
  ADD CONSTRAINT rides_joined CHECK ((status = 'JOINED') = (joined_to IS NOT NULL));
CREATE INDEX rides_joined_to ON rides (joined_to) WHERE joined_to IS NOT NULL;

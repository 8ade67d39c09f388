-- What a city covers, as well-known text with the longitude first. The version grows with each change of the row, so that
-- the sum of all versions tells whether any area may have changed.
ALTER TABLE cities
  ADD COLUMN area text,
  ADD COLUMN version bigint NOT NULL DEFAULT 1;

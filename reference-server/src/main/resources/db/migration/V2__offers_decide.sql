-- Who declined a ride or let it pass is what its offers say.
ALTER TABLE rides DROP COLUMN declined_by;

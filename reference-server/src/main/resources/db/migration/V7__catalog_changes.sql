-- What of the catalogue was changed, by whomever: one row for each thing and transaction, for those who keep a copy. Of a
-- city, and of everything, it is for the reader to find out which restaurants that means, since only he sees those that
-- other transactions were writing at that time.
CREATE TABLE catalog_changes (
  xid     xid8 NOT NULL DEFAULT pg_current_xact_id(),
  kind    text NOT NULL CHECK (kind IN ('RESTAURANT', 'CITY', 'ALL')),
  id      text NOT NULL,
  wall_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (xid, kind, id)
);
CREATE INDEX catalog_changes_by_time ON catalog_changes USING brin (wall_at);

-- Who keeps a copy, and from where on each would have to read again. The number grows with each mark; xid is the
-- transaction that wrote the row, which it no longer is once the row was dumped and restored.
CREATE TABLE catalog_readers (
  id        text PRIMARY KEY CHECK (length(id) <= 64),
  mark      bigint NOT NULL,
  from_xid  xid8 NOT NULL,
  xid       xid8 NOT NULL DEFAULT pg_current_xact_id(),
  wall_at   timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Whoever may write the catalogue notes it, under whatever search path.
CREATE FUNCTION note_restaurants() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO catalog_changes (kind, id) SELECT 'RESTAURANT', id FROM changed ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_inserted AFTER INSERT ON restaurants REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_restaurants();
CREATE TRIGGER note_deleted AFTER DELETE ON restaurants REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_restaurants();

CREATE FUNCTION note_updated_restaurants() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO catalog_changes (kind, id)
  SELECT 'RESTAURANT', id FROM was FULL JOIN now_is USING (id) WHERE was IS DISTINCT FROM now_is
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_updated AFTER UPDATE ON restaurants REFERENCING OLD TABLE AS was NEW TABLE AS now_is
  FOR EACH STATEMENT EXECUTE FUNCTION note_updated_restaurants();

CREATE FUNCTION note_menus() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO catalog_changes (kind, id) SELECT DISTINCT 'RESTAURANT', restaurant_id FROM changed
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_inserted AFTER INSERT ON menu_items REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_menus();
CREATE TRIGGER note_deleted AFTER DELETE ON menu_items REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION note_menus();

CREATE FUNCTION note_updated_menus() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO catalog_changes (kind, id)
  SELECT DISTINCT 'RESTAURANT', restaurant_id FROM was FULL JOIN now_is USING (restaurant_id, id)
  WHERE was IS DISTINCT FROM now_is
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_updated AFTER UPDATE ON menu_items REFERENCING OLD TABLE AS was NEW TABLE AS now_is
  FOR EACH STATEMENT EXECUTE FUNCTION note_updated_menus();

-- Of a city, what its restaurants show.
CREATE FUNCTION note_updated_cities() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO catalog_changes (kind, id)
  SELECT 'CITY', id FROM was JOIN now_is USING (id)
  WHERE (was.zone, was.currency, was.delivery_base_minor, was.delivery_per_km_minor)
    IS DISTINCT FROM (now_is.zone, now_is.currency, now_is.delivery_base_minor, now_is.delivery_per_km_minor)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_updated AFTER UPDATE ON cities REFERENCING OLD TABLE AS was NEW TABLE AS now_is
  FOR EACH STATEMENT EXECUTE FUNCTION note_updated_cities();

CREATE FUNCTION note_all() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO catalog_changes (kind, id) VALUES ('ALL', '') ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_truncated AFTER TRUNCATE ON restaurants FOR EACH STATEMENT EXECUTE FUNCTION note_all();
CREATE TRIGGER note_truncated AFTER TRUNCATE ON menu_items FOR EACH STATEMENT EXECUTE FUNCTION note_all();

-- They run as their owner: temporary tables of the writer must not stand before the ones that are meant.
DO $$
DECLARE
  noting text;
BEGIN
  FOREACH noting IN ARRAY ARRAY['note_restaurants', 'note_updated_restaurants', 'note_menus', 'note_updated_menus',
    'note_updated_cities', 'note_all'] LOOP
    EXECUTE format('ALTER FUNCTION %I() SET search_path = %I, pg_temp', noting, current_schema());
  END LOOP;
END $$;

-- The version of the catalogue: a number that grows with every committed change of what the shop shows, whoever made
-- it (webhook, import, console). What was made of the catalogue is kept under it (docs/decisions/016).

-- One row, updated often: with so much room in its page that each update stays there (HOT).
CREATE TABLE catalogue_version (
  id       boolean PRIMARY KEY DEFAULT true CHECK (id),
  version  bigint  NOT NULL
) WITH (fillfactor = 10);

-- Milliseconds since 1970, or one more than before when that is larger: after a restore or a failover that lost
-- something, no number comes back that meant another catalogue.
CREATE FUNCTION next_catalogue_version(known bigint) RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT greatest(known + 1, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
$$;
INSERT INTO catalogue_version (version) VALUES (next_catalogue_version(0));

-- True for the first change in a transaction. The setting ends with the transaction, and a rollback to a savepoint
-- takes it back together with the trigger that it had queued.
CREATE FUNCTION is_first_catalogue_change() RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF current_setting('pet.catalogue_changed', true) = 'yes' THEN
    RETURN false;
  END IF;
  PERFORM set_config('pet.catalogue_changed', 'yes', true);
  RETURN true;
END $$;

CREATE FUNCTION advance_catalogue_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE catalogue_version SET version = next_catalogue_version(version);
  RETURN NULL;
END $$;

-- Makes changes of a table count. Deferred, so that the one row that all of them update is locked last, for no longer
-- than the commit takes: whoever holds it waits for nobody, so there is no deadlock. WHEN is evaluated when a row
-- changes, so one event is queued per transaction, however many rows it changes.
CREATE FUNCTION track_catalogue_table(tracked regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'CREATE CONSTRAINT TRIGGER catalogue_rows_changed AFTER INSERT OR DELETE ON %s
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
       WHEN (is_first_catalogue_change()) EXECUTE FUNCTION advance_catalogue_version()', tracked);
  EXECUTE format(
    'CREATE CONSTRAINT TRIGGER catalogue_row_updated AFTER UPDATE ON %s
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
       WHEN (CASE WHEN OLD.* IS DISTINCT FROM NEW.* THEN is_first_catalogue_change() ELSE false END)
       EXECUTE FUNCTION advance_catalogue_version()', tracked);
  EXECUTE format(
    'CREATE TRIGGER catalogue_table_truncated AFTER TRUNCATE ON %s
       FOR EACH STATEMENT EXECUTE FUNCTION advance_catalogue_version()', tracked);
END $$;

SELECT track_catalogue_table('products');
SELECT track_catalogue_table('product_variants');
SELECT track_catalogue_table('product_images');
SELECT track_catalogue_table('inventory_levels');
SELECT track_catalogue_table('collections');
SELECT track_catalogue_table('size_charts');

-- Whoever may call these acts with the rights of the owner, so they do no more than the portal ever asks for. The
-- shortest time for which the settings let logins be kept is a day; clocks may be an hour apart.

CREATE OR REPLACE FUNCTION history_prepare_month(some_day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = "${flyway:defaultSchema}", pg_temp SET timezone = 'UTC' AS $$
DECLARE
  first_day date := date_trunc('month', some_day);
  next_month date := first_day + interval '1 month';
  partition text := 'login_event_' || to_char(first_day, 'YYYY_MM');
BEGIN
  IF (some_day BETWEEN now() - interval '11 years' AND now() + interval '2 years') IS NOT TRUE THEN
    RAISE EXCEPTION 'no logins are of %, which is too far away', some_day USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('history_prepare_month'));
  IF to_regclass(quote_ident(partition)) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE login_event INCLUDING CONSTRAINTS)', partition);
  EXECUTE format('WITH moved AS (DELETE FROM login_event_default WHERE created_at >= %L AND created_at < %L RETURNING *) '
    || 'INSERT INTO %I SELECT * FROM moved', first_day, next_month, partition);
  EXECUTE format('ALTER TABLE login_event ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    partition, first_day, next_month);
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION history_drop_before(moment timestamptz) RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = "${flyway:defaultSchema}", pg_temp SET timezone = 'UTC' AS $$
DECLARE
  partition text;
BEGIN
  IF (moment <= now() - interval '23 hours') IS NOT TRUE THEN
    RAISE EXCEPTION 'logins of % are too young to be dropped', moment USING ERRCODE = 'invalid_parameter_value';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('history_prepare_month'));
  FOR partition IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'login_event'::regclass AND c.relname ~ '^login_event_\d{4}_\d\d$'
      AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= moment
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TABLE %I', partition);
    RETURN NEXT partition;
  END LOOP;
  DELETE FROM login_event_default WHERE created_at < moment;
  DELETE FROM import_gap WHERE until_at < moment;
END $$;

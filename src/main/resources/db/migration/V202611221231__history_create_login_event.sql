CREATE TABLE login_event (
  created_at   timestamptz NOT NULL,
  id           bigint      GENERATED ALWAYS AS IDENTITY,
  ray_id       text        NOT NULL,
  action       text        NOT NULL,
  user_email   text        NOT NULL,
  allowed      boolean     NOT NULL,
  ip_address   inet,
  country      text,
  connection   text,
  app_uid      text,
  app_domain   text,
  server_id    uuid,                                      -- null: an application that Postern does not manage
  server_name  text,                                      -- as it was called when the entry was imported
  is_explained boolean,                                   -- whether a policy lets the person in; null: not known
  raw          jsonb       NOT NULL,
  CONSTRAINT login_event_pk PRIMARY KEY (created_at, id),
  CONSTRAINT login_event_natural_uq UNIQUE (ray_id, created_at, action, user_email)
) PARTITION BY RANGE (created_at);

CREATE INDEX login_event_user_email_ix ON login_event (user_email, created_at);
CREATE INDEX login_event_server_ix ON login_event (server_id, created_at);

CREATE TABLE login_event_default PARTITION OF login_event DEFAULT;

CREATE TABLE history_import (
  started_at      timestamptz,                            -- nothing is known of the time before it
  imported_until  timestamptz,
  last_event_at   timestamptz,
  last_attempt_at timestamptz,
  last_success_at timestamptz,
  trouble         text        CONSTRAINT history_import_trouble_ck
                              CHECK (trouble IN ('NOT_ALLOWED', 'BUSY', 'UNREACHABLE', 'REJECTED')),
  trouble_text    text,
  trouble_since   timestamptz,
  is_only         boolean     NOT NULL DEFAULT true CONSTRAINT history_import_pk PRIMARY KEY
                              CONSTRAINT history_import_is_only_ck CHECK (is_only)
);

INSERT INTO history_import DEFAULT VALUES;

CREATE TABLE import_gap (
  id         bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT import_gap_pk PRIMARY KEY,
  from_at    timestamptz NOT NULL,
  until_at   timestamptz,                                 -- null while it is open
  state      text        NOT NULL CONSTRAINT import_gap_state_ck CHECK (state IN ('OPEN', 'FILLED', 'LOST')),
  cause      text        CONSTRAINT import_gap_cause_ck
                         CHECK (cause IN ('NOT_ALLOWED', 'BUSY', 'UNREACHABLE', 'REJECTED')),
  noticed_at timestamptz NOT NULL,
  CONSTRAINT import_gap_open_ck CHECK ((state = 'OPEN') = (until_at IS NULL))
);

CREATE UNIQUE INDEX import_gap_open_uq ON import_gap (state) WHERE state = 'OPEN';

-- The application's role owns no table, so these run with the rights of the owner.

CREATE FUNCTION history_prepare_month(some_day date) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = "${flyway:defaultSchema}", pg_temp SET timezone = 'UTC' AS $$
DECLARE
  first_day date := date_trunc('month', some_day);
  next_month date := first_day + interval '1 month';
  partition text := 'login_event_' || to_char(first_day, 'YYYY_MM');
BEGIN
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

CREATE FUNCTION history_drop_before(moment timestamptz) RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = "${flyway:defaultSchema}", pg_temp SET timezone = 'UTC' AS $$
DECLARE
  partition text;
BEGIN
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

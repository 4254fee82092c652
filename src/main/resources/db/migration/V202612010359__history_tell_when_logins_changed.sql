-- Names the logins that there are: another value as soon as any came, changed or went, with the transaction that did it.
-- What was worked out from all of them is remembered under it.
ALTER TABLE history_import ADD COLUMN logins_state uuid NOT NULL DEFAULT gen_random_uuid();

CREATE FUNCTION history_note_logins() RETURNS trigger LANGUAGE plpgsql
  SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM added) THEN
      RETURN NULL;                                        -- each import finds some that are there already
    END IF;
  END IF;
  UPDATE history_import SET logins_state = gen_random_uuid();
  RETURN NULL;
END $$;

CREATE TRIGGER login_event_added_tg AFTER INSERT ON login_event REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION history_note_logins();
CREATE TRIGGER login_event_changed_tg AFTER UPDATE OR DELETE OR TRUNCATE ON login_event
  FOR EACH STATEMENT EXECUTE FUNCTION history_note_logins();

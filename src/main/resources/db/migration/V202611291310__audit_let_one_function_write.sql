-- Each entry says by which way and from which address its request came; what Postern does by itself has neither. Links
-- from before stay genuine: the two count for the hash only where there is one.

ALTER TABLE audit_event ADD COLUMN via text, ADD COLUMN client_address text;

CREATE INDEX audit_event_client_address_ix ON audit_event (client_address);

-- The only way to an entry for whoever does not own the tables: the portal's role has no right to insert one, and none
-- on the chain. A chain that was tampered with is told apart from other failures.
CREATE FUNCTION audit_record(at timestamptz, actor_kind text, actor_name text, action text, subject_kind text,
    subject_id text, subject_name text, before text, after text, request_id text, via text DEFAULT NULL,
    client_address text DEFAULT NULL)
  RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
    INSERT INTO audit_event (at, actor_kind, actor_name, action, subject_kind, subject_id, subject_name, before, after,
      request_id, via, client_address)
    VALUES ($1, $2, $3, $4, $5, $6, $7, CAST($8 AS json), CAST($9 AS json), $10, $11, $12) RETURNING id
$$;

REVOKE EXECUTE ON FUNCTION audit_record FROM PUBLIC;

CREATE OR REPLACE FUNCTION audit_add_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
DECLARE
  head audit_head;
  next_hash bytea;
BEGIN
  SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
  next_hash := sha256(head.hash || convert_to(
    audit_netstring((head.seq + 1)::text)
    || audit_netstring(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || audit_netstring(NEW.actor_kind) || audit_netstring(NEW.actor_name) || audit_netstring(NEW.action)
    || audit_netstring(NEW.subject_kind) || audit_netstring(NEW.subject_id) || audit_netstring(NEW.subject_name)
    || audit_netstring(NEW.before::text) || audit_netstring(NEW.after::text) || audit_netstring(NEW.request_id)
    || CASE WHEN NEW.via IS NULL AND NEW.client_address IS NULL THEN ''
         ELSE audit_netstring(NEW.via) || audit_netstring(NEW.client_address) END,
    'UTF8'));
  INSERT INTO audit_link (seq, event_id, previous_hash, hash) VALUES (head.seq + 1, NEW.id, head.hash, next_hash);
  UPDATE audit_head SET seq = head.seq + 1, hash = next_hash;
  RETURN NULL;
EXCEPTION WHEN no_data_found OR too_many_rows OR integrity_constraint_violation OR not_null_violation
    OR foreign_key_violation OR unique_violation OR check_violation THEN
  RAISE EXCEPTION 'the audit was tampered with: %', SQLERRM USING ERRCODE = 'PA001';
END $$;

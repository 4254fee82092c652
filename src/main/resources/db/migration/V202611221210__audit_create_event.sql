-- An entry is inserted by the change that it records. When that transaction commits, the entry becomes a link of the
-- hash chain: so late that writers wait for each other only for an instant, and never in each other's locks.

CREATE TABLE audit_event (
  id           bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_event_pk PRIMARY KEY,
  at           timestamptz NOT NULL,
  actor_kind   text        NOT NULL CONSTRAINT audit_event_actor_kind_ck CHECK (actor_kind IN ('PERSON', 'POSTERN')),
  actor_name   text        NOT NULL,
  action       text        NOT NULL,
  subject_kind text        NOT NULL,
  subject_id   text        NOT NULL,
  subject_name text        NOT NULL,
  before       json,                                      -- json, not jsonb: the hash is over the text as it was written
  after        json,
  request_id   text
);

CREATE INDEX audit_event_at_ix ON audit_event (at);
CREATE INDEX audit_event_actor_ix ON audit_event (actor_name);
CREATE INDEX audit_event_action_ix ON audit_event (action);
CREATE INDEX audit_event_subject_ix ON audit_event (subject_id);

CREATE TABLE audit_link (
  seq           bigint NOT NULL CONSTRAINT audit_link_pk PRIMARY KEY,
  event_id      bigint NOT NULL CONSTRAINT audit_link_event_uq UNIQUE
                                CONSTRAINT audit_link_event_fk REFERENCES audit_event,
  previous_hash bytea  NOT NULL CONSTRAINT audit_link_previous_hash_ck CHECK (octet_length(previous_hash) = 32),
  hash          bytea  NOT NULL CONSTRAINT audit_link_hash_ck CHECK (octet_length(hash) = 32)
);

CREATE TABLE audit_head (
  seq     bigint  NOT NULL,
  hash    bytea   NOT NULL,
  is_only boolean NOT NULL DEFAULT true CONSTRAINT audit_head_pk PRIMARY KEY CONSTRAINT audit_head_is_only_ck CHECK (is_only)
);

INSERT INTO audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION audit_netstring(value text) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN CASE WHEN value IS NULL THEN '-,' ELSE octet_length(convert_to(value, 'UTF8')) || ':' || value || ',' END;

CREATE FUNCTION audit_add_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
    || audit_netstring(NEW.before::text) || audit_netstring(NEW.after::text) || audit_netstring(NEW.request_id),
    'UTF8'));
  INSERT INTO audit_link (seq, event_id, previous_hash, hash) VALUES (head.seq + 1, NEW.id, head.hash, next_hash);
  UPDATE audit_head SET seq = head.seq + 1, hash = next_hash;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER audit_event_link_tr AFTER INSERT ON audit_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_add_link();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: the audit is append-only', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_event_append_only_tr BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_append_only_tr BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_link_chain_only_tr BEFORE INSERT ON audit_link
  FOR EACH STATEMENT WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_keep_tr BEFORE INSERT OR DELETE OR TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_chain_only_tr BEFORE UPDATE ON audit_head
  FOR EACH STATEMENT WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION audit_refuse();

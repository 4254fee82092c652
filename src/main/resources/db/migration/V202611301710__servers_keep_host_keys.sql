-- The keys by which servers prove who they are. Each change is a row; the one with the highest revision holds. A key is
-- one line of its type and base64, behind @cert-authority for an authority; no lines are no keys.
CREATE TABLE server_host_keys (
  server_id  uuid        NOT NULL CONSTRAINT server_host_keys_server_fk REFERENCES server ON DELETE CASCADE,
  revision   integer     NOT NULL CONSTRAINT server_host_keys_revision_ck CHECK (revision > 0),
  changed_at timestamptz NOT NULL,
  changed_by text        NOT NULL,
  keys       text        NOT NULL,
  CONSTRAINT server_host_keys_pk PRIMARY KEY (server_id, revision)
);

-- The known_hosts that each person took last, beside the config.
ALTER TABLE connect_last_config ADD COLUMN known_hosts text;

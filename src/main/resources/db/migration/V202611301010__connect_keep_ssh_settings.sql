-- What people want in their ssh configs, and the last config that each of them took.
CREATE TABLE connect_ssh_settings (
  person_id      uuid    NOT NULL CONSTRAINT connect_ssh_settings_person_fk REFERENCES person ON DELETE CASCADE,
  alias_prefix   text    NOT NULL,
  login_user     text,
  identity_file  text,
  control_master boolean NOT NULL,
  CONSTRAINT connect_ssh_settings_pk PRIMARY KEY (person_id)
);

CREATE TABLE connect_server_settings (
  person_id     uuid    NOT NULL CONSTRAINT connect_server_settings_person_fk REFERENCES person ON DELETE CASCADE,
  server_id     uuid    NOT NULL CONSTRAINT connect_server_settings_server_fk REFERENCES server ON DELETE CASCADE,
  login_user    text,
  identity_file text,
  forward_agent boolean NOT NULL,
  CONSTRAINT connect_server_settings_pk PRIMARY KEY (person_id, server_id)
);
CREATE INDEX connect_server_settings_server_ix ON connect_server_settings (server_id);

CREATE TABLE connect_last_config (
  person_id uuid        NOT NULL CONSTRAINT connect_last_config_person_fk REFERENCES person ON DELETE CASCADE,
  taken_at  timestamptz NOT NULL,
  config    text        NOT NULL,
  CONSTRAINT connect_last_config_pk PRIMARY KEY (person_id)
);

-- Spring Session's own tables; the principal is an e-mail address, which may be longer than the 100 characters of its sample.
CREATE TABLE spring_session (
  primary_id            char(36) NOT NULL,
  session_id            char(36) NOT NULL,
  creation_time         bigint   NOT NULL,
  last_access_time      bigint   NOT NULL,
  max_inactive_interval integer  NOT NULL,
  expiry_time           bigint   NOT NULL,
  principal_name        text,
  CONSTRAINT spring_session_pk PRIMARY KEY (primary_id),
  CONSTRAINT spring_session_session_id_uq UNIQUE (session_id)
);
CREATE INDEX spring_session_expiry_time_ix ON spring_session (expiry_time);
CREATE INDEX spring_session_principal_name_ix ON spring_session (principal_name);

CREATE TABLE spring_session_attributes (
  session_primary_id char(36)     NOT NULL CONSTRAINT spring_session_attributes_session_fk REFERENCES spring_session ON DELETE CASCADE,
  attribute_name     varchar(200) NOT NULL,
  attribute_bytes    bytea        NOT NULL,
  CONSTRAINT spring_session_attributes_pk PRIMARY KEY (session_primary_id, attribute_name)
);

CREATE TABLE person (
  id             uuid        NOT NULL CONSTRAINT person_pk PRIMARY KEY,
  email          text        NOT NULL CONSTRAINT person_email_uq UNIQUE,
  name           text        NOT NULL,
  roles          text[]      NOT NULL,                      -- as the settings gave them at the last login
  groups         text[]      NOT NULL,                      -- as the identity provider gave them at the last login
  first_login_at timestamptz NOT NULL,
  last_login_at  timestamptz NOT NULL,
  locked_at      timestamptz,
  locked_by      text,
  version        integer     NOT NULL,
  CONSTRAINT person_lock_ck CHECK ((locked_at IS NULL) = (locked_by IS NULL))
);

CREATE TABLE personal_token (
  id           uuid        NOT NULL CONSTRAINT personal_token_pk PRIMARY KEY,
  person_id    uuid        NOT NULL CONSTRAINT personal_token_person_fk REFERENCES person,
  name         text        NOT NULL,
  prefix       text        NOT NULL,                        -- the first characters, so that a person recognises the token
  hash         text        NOT NULL CONSTRAINT personal_token_hash_uq UNIQUE
                           CONSTRAINT personal_token_hash_ck CHECK (hash ~ '^[0-9a-f]{64}$'),
  scope        text        NOT NULL CONSTRAINT personal_token_scope_ck CHECK (scope IN ('READ', 'WRITE')),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
CREATE INDEX personal_token_person_ix ON personal_token (person_id, created_at DESC);

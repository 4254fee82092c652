-- What Postern knows of the service tokens that it made. Their secrets are told once and kept nowhere.
CREATE TABLE service_token (
  id                   uuid        NOT NULL CONSTRAINT service_token_pk PRIMARY KEY,   -- part of the name at Cloudflare
  name                 text        NOT NULL,
  lifetime_hours       integer     NOT NULL CONSTRAINT service_token_lifetime_ck CHECK (lifetime_hours > 0),
  token_id             uuid        CONSTRAINT service_token_token_uq UNIQUE,           -- Cloudflare's; null while only asked for
  client_id            text,
  expires_at           timestamptz,                                                    -- null when it never ends
  created_by           text        NOT NULL,
  created_at           timestamptz NOT NULL,                                           -- when it was asked for
  secret_told_at       timestamptz,                                                    -- null when the answer with the first secret was lost
  rotated_at           timestamptz,
  previous_valid_until timestamptz,                                                    -- how long the secret before the last rotation works
  rotation_asked_at    timestamptz,                                                    -- a rotation of which the answer is not known
  removal_asked_at     timestamptz,
  last_seen_at         timestamptz,
  gone_at              timestamptz,                                                    -- when it was seen not to be there any more
  version              integer     NOT NULL,
  CONSTRAINT service_token_client_ck CHECK ((token_id IS NULL) = (client_id IS NULL))
);
CREATE UNIQUE INDEX service_token_name_uq ON service_token (lower(name));

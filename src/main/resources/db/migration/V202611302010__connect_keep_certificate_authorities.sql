-- The authorities that sign short-lived ssh certificates for the applications of servers. One without a key was asked for,
-- and no answer came; a key is one line of its type and base64. Cloudflare removes an authority with its application, so a
-- row of another application than the server has now is of one that is gone.
CREATE TABLE certificate_authority (
  server_id      uuid        NOT NULL CONSTRAINT certificate_authority_pk PRIMARY KEY
                             CONSTRAINT certificate_authority_server_fk REFERENCES server ON DELETE CASCADE,
  application_id uuid        NOT NULL,
  aud            text        NOT NULL,
  public_key     text,
  found          boolean     NOT NULL,                     -- it was there before Postern asked for one
  removing       boolean     NOT NULL,                     -- its removal was asked for, and no answer came yet
  at             timestamptz NOT NULL,
  by             text        NOT NULL
);

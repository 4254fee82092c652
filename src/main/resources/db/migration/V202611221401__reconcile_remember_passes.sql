-- What the last pass over a tunnel has seen of the registry, so that a job that comes after
-- it finds out without asking Cloudflare whether anything is left to do.
CREATE TABLE tunnel_pass (
  tunnel_id uuid        NOT NULL CONSTRAINT tunnel_pass_pk PRIMARY KEY,
  seen      text        NOT NULL,
  retry_at  timestamptz
);

-- What was made is not missed before it was seen once: reads lag behind writes.
ALTER TABLE owned_resource ADD COLUMN seen_at timestamptz;
UPDATE owned_resource SET seen_at = owned_at;

-- What was removed a short while ago may still be shown, and is not somebody else's.
CREATE TABLE removed_resource (
  remote_id  text        NOT NULL,
  removed_at timestamptz NOT NULL,
  CONSTRAINT removed_resource_pk PRIMARY KEY (remote_id)
);

-- A domain that comes back to the account is a new zone of the same name.
CREATE TABLE seen_zone (
  zone_id text        NOT NULL,
  name    text        NOT NULL,
  seen_at timestamptz NOT NULL,
  CONSTRAINT seen_zone_pk PRIMARY KEY (zone_id)
);

-- What Cloudflare refused may pass: since when, how often it was tried, and when it is tried again.
CREATE TABLE refusal (
  server_id   uuid        NOT NULL CONSTRAINT refusal_server_fk REFERENCES server ON DELETE CASCADE,
  since       timestamptz,
  times       integer     NOT NULL DEFAULT 0,
  retry_at    timestamptz,
  former_type text,
  CONSTRAINT refusal_pk PRIMARY KEY (server_id)
);

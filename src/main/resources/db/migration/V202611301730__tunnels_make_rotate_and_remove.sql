-- Which tunnels were made here. One that was only asked for has no id until Cloudflare was seen to have it.
CREATE TABLE made_tunnel (
  claim_id  uuid        NOT NULL CONSTRAINT made_tunnel_pk PRIMARY KEY,
  name      text        NOT NULL,
  tunnel_id uuid        CONSTRAINT made_tunnel_tunnel_uq UNIQUE,
  asked_by  text        NOT NULL,
  asked_at  timestamptz NOT NULL
);
CREATE UNIQUE INDEX made_tunnel_claim_uq ON made_tunnel (name) WHERE tunnel_id IS NULL;

-- What was asked of tunnels, whoever made them. Whoever begins to use one holds its row meanwhile.
CREATE TABLE tunnel_change (
  tunnel_id         uuid        NOT NULL CONSTRAINT tunnel_change_pk PRIMARY KEY,
  rotation_asked_at timestamptz,               -- a change of its token of which the outcome is not known
  rotated_at        timestamptz,               -- connectors that started before have an older token
  removal_asked_at  timestamptz,
  removed_at        timestamptz
);

-- By which name a tunnel was last seen, and what it was called before.
CREATE TABLE seen_tunnel (
  tunnel_id   uuid        NOT NULL,
  name        text        NOT NULL,
  former_name text,
  renamed_at  timestamptz,
  CONSTRAINT seen_tunnel_pk PRIMARY KEY (tunnel_id),
  CONSTRAINT seen_tunnel_former_ck CHECK ((former_name IS NULL) = (renamed_at IS NULL))
);

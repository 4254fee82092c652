-- When the connectors of a tunnel were first seen to have a configuration that brought a server's rule. Kept for what was
-- a server, too: it is evidence.
CREATE TABLE rule_arrival (
  server_id uuid        NOT NULL,
  tunnel_id uuid        NOT NULL,
  version   integer     NOT NULL,
  seen_at   timestamptz NOT NULL,
  CONSTRAINT rule_arrival_pk PRIMARY KEY (server_id, tunnel_id, version)
);

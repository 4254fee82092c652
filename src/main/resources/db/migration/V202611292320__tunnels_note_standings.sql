-- How each tunnel and its connectors were when somebody last looked, so that every page tells the same.
CREATE TABLE tunnel_standing (
  tunnel_id          uuid        NOT NULL,
  state              text        NOT NULL,
  seen_at            timestamptz NOT NULL,
  applied_version    integer,               -- of the configuration, by the connector that is furthest behind
  connectors_seen_at timestamptz,
  CONSTRAINT tunnel_standing_pk PRIMARY KEY (tunnel_id),
  CONSTRAINT tunnel_standing_state_ck
    CHECK (state IN ('HEALTHY', 'DEGRADED', 'DOWN', 'INACTIVE', 'UNKNOWN', 'LOCAL_FILE', 'DELETED'))
);

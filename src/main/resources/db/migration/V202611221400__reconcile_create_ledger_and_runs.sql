-- What at Cloudflare is ours. A row is written before the thing is made (remote_id is null
-- while it is only claimed) and goes when the thing is gone, so the foreign key keeps a
-- server from vanishing while something of it still stands.
CREATE TABLE owned_resource (
  kind        text        NOT NULL CONSTRAINT owned_resource_kind_ck CHECK (kind IN ('access_app', 'dns_record', 'ingress_rule')),
  tunnel_id   uuid        NOT NULL,
  natural_key text        NOT NULL,
  server_id   uuid        NOT NULL CONSTRAINT owned_resource_server_fk REFERENCES server,
  zone_id     text,
  remote_id   text,
  claimed_at  timestamptz NOT NULL,
  owned_at    timestamptz,
  CONSTRAINT owned_resource_pk PRIMARY KEY (kind, tunnel_id, natural_key),
  CONSTRAINT owned_resource_remote_uq UNIQUE (kind, remote_id),
  CONSTRAINT owned_resource_zone_ck CHECK ((kind = 'dns_record') = (zone_id IS NOT NULL))
);
-- A hostname has one application and one record, but may have a rule in two tunnels while it moves.
CREATE UNIQUE INDEX owned_resource_hostname_uq ON owned_resource (kind, natural_key) WHERE kind <> 'ingress_rule';
CREATE INDEX owned_resource_server_ix ON owned_resource (server_id);

CREATE TABLE reconcile_run (
  id         uuid        NOT NULL CONSTRAINT reconcile_run_pk PRIMARY KEY,
  tunnel_id  uuid        NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at   timestamptz,
  status     text        NOT NULL CONSTRAINT reconcile_run_status_ck
             CHECK (status IN ('RUNNING', 'DONE', 'HELD', 'POSTPONED', 'AWAITING_APPROVAL', 'ABANDONED')),
  problem    jsonb
);
CREATE INDEX reconcile_run_tunnel_ix ON reconcile_run (tunnel_id, started_at DESC);

CREATE TABLE reconcile_change (
  run_id     uuid        NOT NULL CONSTRAINT reconcile_change_run_fk REFERENCES reconcile_run ON DELETE CASCADE,
  seq        int         NOT NULL,
  kind       text        NOT NULL,
  phase      text        NOT NULL,
  server_ids uuid[]      NOT NULL,
  hostnames  text[]      NOT NULL,
  before     jsonb,
  after      jsonb,
  status     text        NOT NULL CONSTRAINT reconcile_change_status_ck CHECK (status IN ('WAITING', 'RUNNING', 'DONE', 'REFUSED', 'UNKNOWN', 'SKIPPED')),
  answer     text,
  started_at timestamptz,
  ended_at   timestamptz,
  CONSTRAINT reconcile_change_pk PRIMARY KEY (run_id, seq)
);
CREATE INDEX reconcile_change_server_ix ON reconcile_change USING gin (server_ids);

-- A person's word that a run may remove more than the brake lets pass; good for one plan.
CREATE TABLE removal_approval (
  tunnel_id   uuid        NOT NULL,
  plan_hash   text        NOT NULL,
  approved_by text        NOT NULL,
  approved_at timestamptz NOT NULL,
  CONSTRAINT removal_approval_pk PRIMARY KEY (tunnel_id, plan_hash)
);

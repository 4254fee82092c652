CREATE TABLE server (
  id                   uuid        NOT NULL CONSTRAINT server_pk PRIMARY KEY,
  name                 text        NOT NULL CONSTRAINT server_name_ck CHECK (name ~ '^[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}$'),
  hostname             text        NOT NULL CONSTRAINT server_hostname_uq UNIQUE
                                   CONSTRAINT server_hostname_ck CHECK (hostname ~ '^[a-z0-9.-]{1,63}$'),
  zone_id              text        NOT NULL,
  tunnel_id            uuid        NOT NULL,
  service              text        NOT NULL CONSTRAINT server_service_ck CHECK (service ~ '^ssh://[A-Za-z0-9_.:\[\]-]+$'),
  login_user           text        NOT NULL CONSTRAINT server_login_user_ck CHECK (login_user ~ '^[a-z_][a-z0-9_-]{0,31}$'),
  application_type     text        NOT NULL CONSTRAINT server_application_type_ck CHECK (application_type IN ('SSH', 'SELF_HOSTED')),
  session_seconds      bigint      NOT NULL CONSTRAINT server_session_seconds_ck CHECK (session_seconds BETWEEN 60 AND 2628000),
  enforce_at_connector boolean     NOT NULL,
  description          text        NOT NULL CONSTRAINT server_description_ck CHECK (length(description) <= 500),
  policies             jsonb       NOT NULL,                 -- in Cloudflare's shape, in order of precedence
  version              bigint      NOT NULL,
  generation           bigint      NOT NULL CONSTRAINT server_generation_ck CHECK (generation > 0),
  applied_generation   bigint      NOT NULL CONSTRAINT server_applied_generation_ck CHECK (applied_generation BETWEEN 0 AND generation),
  phase                text        NOT NULL CONSTRAINT server_phase_ck
                                   CHECK (phase IN ('PENDING', 'APPLYING', 'READY', 'DRIFTED', 'HELD', 'FAILED', 'REMOVING')),
  problem              jsonb,
  created_at           timestamptz NOT NULL,
  updated_at           timestamptz NOT NULL,                 -- of the last edit
  retired_at           timestamptz,
  CONSTRAINT server_policies_ck CHECK (
    coalesce(jsonb_path_exists(policies, 'strict $[*] ? (@.decision == "allow" && @.include.size() > 0)', silent => true), false))
);

CREATE UNIQUE INDEX server_name_uq ON server (lower(name));
CREATE INDEX server_newest_ix ON server (created_at DESC, id DESC);
CREATE INDEX server_tunnel_ix ON server (tunnel_id);

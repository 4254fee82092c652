CREATE TABLE rule_group (
  id                 uuid        NOT NULL CONSTRAINT rule_group_pk PRIMARY KEY,
  name               text        NOT NULL CONSTRAINT rule_group_name_ck CHECK (length(name) BETWEEN 1 AND 100),
  description        text        NOT NULL CONSTRAINT rule_group_description_ck CHECK (length(description) <= 500),
  rules              jsonb       NOT NULL,                 -- include, require, exclude in Cloudflare's shape
  version            bigint      NOT NULL,
  generation         bigint      NOT NULL CONSTRAINT rule_group_generation_ck CHECK (generation > 0),
  applied_generation bigint      NOT NULL CONSTRAINT rule_group_applied_generation_ck CHECK (applied_generation BETWEEN 0 AND generation),
  phase              text        NOT NULL CONSTRAINT rule_group_phase_ck
                                 CHECK (phase IN ('PENDING', 'APPLYING', 'READY', 'DRIFTED', 'HELD', 'FAILED', 'REMOVING')),
  problem            jsonb,
  created_at         timestamptz NOT NULL,
  updated_at         timestamptz NOT NULL,                 -- of the last edit
  retired_at         timestamptz,
  CONSTRAINT rule_group_include_ck CHECK (coalesce(jsonb_array_length(rules -> 'include') > 0, false))
);
CREATE UNIQUE INDEX rule_group_name_uq ON rule_group (lower(name));

-- Which servers refer to which groups. The foreign key keeps a group from vanishing while
-- one does; a server's rows go with it, when nothing of it is left at Cloudflare.
CREATE TABLE rule_group_use (
  group_id    uuid NOT NULL CONSTRAINT rule_group_use_group_fk REFERENCES rule_group,
  server_id   uuid NOT NULL CONSTRAINT rule_group_use_server_fk REFERENCES server ON DELETE CASCADE,
  server_name text NOT NULL,
  CONSTRAINT rule_group_use_pk PRIMARY KEY (group_id, server_id)
);
CREATE INDEX rule_group_use_server_ix ON rule_group_use (server_id);

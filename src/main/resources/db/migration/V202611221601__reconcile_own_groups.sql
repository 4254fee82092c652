-- Which Access groups are ours: written before the group is made (remote_id is null while it
-- is only claimed) and gone when it is gone, so the foreign key keeps a group from vanishing
-- while it still stands. Names of groups need not be unique, so Cloudflare refuses no second
-- one: unanswered counts the requests to make it whose outcome is not known, and as many
-- groups with our mark may yet turn up besides the one that counts.
CREATE TABLE owned_group (
  group_id   uuid        NOT NULL CONSTRAINT owned_group_pk PRIMARY KEY
                         CONSTRAINT owned_group_group_fk REFERENCES rule_group,
  remote_id  uuid        CONSTRAINT owned_group_remote_uq UNIQUE,
  unanswered int         NOT NULL CONSTRAINT owned_group_unanswered_ck CHECK (unanswered >= 0),
  claimed_at timestamptz NOT NULL,
  owned_at   timestamptz
);

-- What the last pass over the groups has seen of them; one row.
CREATE TABLE group_pass (
  only_one      boolean     NOT NULL DEFAULT true CONSTRAINT group_pass_pk PRIMARY KEY CONSTRAINT group_pass_one_ck CHECK (only_one),
  seen          text        NOT NULL,
  retry_at      timestamptz,
  failures      int         NOT NULL
);

-- What was done to groups at Cloudflare, newest last.
CREATE TABLE group_change (
  id         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT group_change_pk PRIMARY KEY,
  group_id   uuid        NOT NULL,
  kind       text        NOT NULL,
  before     jsonb,
  after      jsonb,
  status     text        NOT NULL CONSTRAINT group_change_status_ck CHECK (status IN ('RUNNING', 'DONE', 'REFUSED', 'UNKNOWN')),
  answer     text,
  started_at timestamptz NOT NULL,
  ended_at   timestamptz
);
CREATE INDEX group_change_group_ix ON group_change (group_id, id DESC);

-- A person's word that as many groups may be removed; good for these only.
CREATE TABLE group_removal_approval (
  basis       text        NOT NULL CONSTRAINT group_removal_approval_pk PRIMARY KEY,
  approved_by text        NOT NULL,
  approved_at timestamptz NOT NULL
);

-- What the last pass over the groups would have done to them and may not: because of the mode,
-- or because removals wait for a person. Replaced by each pass.
CREATE TABLE group_withheld (
  id       bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT group_withheld_pk PRIMARY KEY,
  group_id uuid        NOT NULL CONSTRAINT group_withheld_group_fk REFERENCES rule_group ON DELETE CASCADE,
  before   jsonb,
  after    jsonb,
  seen_at  timestamptz NOT NULL
);
CREATE INDEX group_withheld_group_ix ON group_withheld (group_id);

-- People's word that as much may be removed as they have seen; good for the same removals only.
CREATE TABLE approved_removals (
  scope       text        NOT NULL,                       -- 'groups', or the id of a tunnel
  basis       text        NOT NULL,                       -- names the removals
  approved_by text        NOT NULL,
  approved_at timestamptz NOT NULL,
  CONSTRAINT approved_removals_pk PRIMARY KEY (scope, basis)
);
INSERT INTO approved_removals SELECT tunnel_id::text, plan_hash, approved_by, approved_at FROM removal_approval;
INSERT INTO approved_removals SELECT 'groups', basis, approved_by, approved_at FROM group_removal_approval;
DROP TABLE removal_approval;
DROP TABLE group_removal_approval;

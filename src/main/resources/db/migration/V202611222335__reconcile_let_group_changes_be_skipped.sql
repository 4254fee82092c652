-- A change of a group for which Cloudflare let no request through was not made, as with servers.
ALTER TABLE group_change DROP CONSTRAINT group_change_status_ck;
ALTER TABLE group_change ADD CONSTRAINT group_change_status_ck
  CHECK (status IN ('RUNNING', 'DONE', 'REFUSED', 'UNKNOWN', 'SKIPPED'));

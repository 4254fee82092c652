-- An import can fail for a reason that is not Cloudflare's; that must be seen, too.
ALTER TABLE history_import DROP CONSTRAINT history_import_trouble_ck;
ALTER TABLE history_import ADD CONSTRAINT history_import_trouble_ck
  CHECK (trouble IN ('NOT_ALLOWED', 'BUSY', 'UNREACHABLE', 'REJECTED', 'FAILED'));

ALTER TABLE import_gap DROP CONSTRAINT import_gap_cause_ck;
ALTER TABLE import_gap ADD CONSTRAINT import_gap_cause_ck
  CHECK (cause IN ('NOT_ALLOWED', 'BUSY', 'UNREACHABLE', 'REJECTED', 'FAILED'));

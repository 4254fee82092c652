-- The id of the Access group that counted before somebody deleted it: a restriction that
-- still names it restricts nobody.
ALTER TABLE owned_group ADD COLUMN lost_id uuid;

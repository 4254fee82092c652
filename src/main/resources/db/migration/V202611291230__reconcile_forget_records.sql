-- A person's word that a record may stay in a zone that nobody can read any more.
ALTER TABLE owned_resource ADD COLUMN forgotten_at timestamptz
  CONSTRAINT owned_resource_forgotten_ck CHECK (forgotten_at IS NULL OR kind = 'dns_record');

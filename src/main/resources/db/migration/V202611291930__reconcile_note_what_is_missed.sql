-- What is ours and was not there when Postern looked last; null as long as it is there, or nobody knows.
ALTER TABLE owned_resource ADD COLUMN missed_at timestamptz;

-- free labels, as they were typed, and the keys by which they are found whatever their case; only Postern keeps them
ALTER TABLE server
  ADD COLUMN tags     varchar[] NOT NULL DEFAULT '{}',
  ADD COLUMN tag_keys varchar[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT server_tags_ck CHECK (cardinality(tags) <= 20 AND cardinality(tag_keys) = cardinality(tags));
CREATE INDEX server_tag_keys_ix ON server USING gin (tag_keys);

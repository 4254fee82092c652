-- Whether the connections of its connectors are to be closed once its token is known to be another one, and when
-- Cloudflare was asked to close some without having said so.
ALTER TABLE tunnel_change
  ADD COLUMN rotation_closes  boolean NOT NULL DEFAULT false,
  ADD COLUMN closing_asked_at timestamptz;

-- Service tokens can be disabled at Cloudflare and enabled again.
ALTER TABLE service_token
  ADD COLUMN enabled         boolean NOT NULL DEFAULT true,   -- as last seen
  ADD COLUMN switch_asked_to boolean,                         -- how it was asked to be, while the answer is not known
  ADD COLUMN switch_asked_at timestamptz,
  ADD CONSTRAINT service_token_switch_ck CHECK ((switch_asked_to IS NULL) = (switch_asked_at IS NULL));

-- Where a rule of ours leads, as it was last written: what tells it from somebody else's at the same hostname.
ALTER TABLE owned_resource ADD COLUMN service text
  CONSTRAINT owned_resource_service_ck CHECK (service IS NULL OR kind = 'ingress_rule');
-- Who made a claim and may take it back; null once the thing stands, or when an earlier claim may have made it.
ALTER TABLE owned_resource ADD COLUMN claim uuid
  CONSTRAINT owned_resource_claim_ck CHECK (claim IS NULL OR owned_at IS NULL);

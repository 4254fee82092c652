ALTER TABLE personal_token
  DROP CONSTRAINT personal_token_scope_ck,
  ADD CONSTRAINT personal_token_scope_ck CHECK (scope IN ('READ', 'WRITE', 'SSH_CONFIG'));

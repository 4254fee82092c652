-- SHA-256 of the secret that was asked for, by which a token tells whether a request without an answer came to pass.
ALTER TABLE made_tunnel ADD COLUMN secret_digest text;
ALTER TABLE tunnel_change ADD COLUMN rotation_digest text;

-- The page of Cloudflare's that explains why logins could not be imported; null when it named none.
ALTER TABLE history_import ADD COLUMN trouble_documentation text;

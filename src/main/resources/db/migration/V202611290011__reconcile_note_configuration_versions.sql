-- The version that Cloudflare gave to a configuration which a change wrote; read from the answer until now.
ALTER TABLE reconcile_change ADD COLUMN configuration_version integer;
UPDATE reconcile_change SET configuration_version = substring(answer FROM '^version ([0-9]{1,9})$')::integer
 WHERE kind = 'ReplaceIngress' AND status = 'DONE' AND answer LIKE 'version %';

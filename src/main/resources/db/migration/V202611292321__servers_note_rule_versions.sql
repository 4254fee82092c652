-- The version of its tunnel's configuration that brought a server's rule; null when that is not known.
ALTER TABLE server ADD COLUMN rule_version integer;

UPDATE server SET rule_version = (
  SELECT c.configuration_version
    FROM reconcile_change c JOIN reconcile_run r ON r.id = c.run_id
   WHERE c.server_ids @> ARRAY[server.id] AND c.kind = 'ReplaceIngress' AND c.status = 'DONE'
     AND r.tunnel_id = server.tunnel_id AND c.configuration_version IS NOT NULL
   ORDER BY c.ended_at DESC LIMIT 1);

-- What was a server stays known by its name and hostname after its row is gone, for those who ask the history about it.
CREATE TABLE former_server (
  id            uuid        NOT NULL CONSTRAINT former_server_pk PRIMARY KEY,
  name          text        NOT NULL,
  hostname      text        NOT NULL,
  registered_at timestamptz NOT NULL,
  removed_at    timestamptz NOT NULL                        -- when the removal was asked for
);

CREATE INDEX former_server_hostname_ix ON former_server (hostname);
CREATE INDEX former_server_name_ix ON former_server (lower(name));

INSERT INTO former_server (id, name, hostname, registered_at, removed_at)
SELECT DISTINCT ON (gone.subject_id) CAST(gone.subject_id AS uuid), gone.subject_name, gone.before ->> 'hostname',
  coalesce((SELECT min(e.at) FROM audit_event e WHERE e.subject_id = gone.subject_id AND e.action = 'server.registered'), gone.at),
  coalesce((SELECT max(e.at) FROM audit_event e WHERE e.subject_id = gone.subject_id AND e.action = 'server.removal_requested'), gone.at)
FROM audit_event gone
WHERE gone.action = 'server.forgotten' AND gone.subject_kind = 'server' AND gone.before ->> 'hostname' IS NOT NULL
  AND gone.subject_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
  AND NOT EXISTS (SELECT FROM server s WHERE s.id::text = gone.subject_id)
ORDER BY gone.subject_id, gone.id DESC;

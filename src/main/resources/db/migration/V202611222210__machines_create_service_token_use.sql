-- Which servers name which service tokens in their policies, those too that Postern did not
-- make. Deleting a token locks its row and looks here; storing a server shares that lock.
CREATE TABLE service_token_use (
  token_id  uuid NOT NULL,                                                            -- Cloudflare's, as policies name it
  server_id uuid NOT NULL CONSTRAINT service_token_use_server_fk REFERENCES server ON DELETE CASCADE,
  CONSTRAINT service_token_use_pk PRIMARY KEY (token_id, server_id)
);
CREATE INDEX service_token_use_server_ix ON service_token_use (server_id);

INSERT INTO service_token_use (token_id, server_id)
SELECT DISTINCT CAST(named.token #>> '{}' AS uuid), server.id
  FROM server,
       jsonb_array_elements(server.policies) AS policy,
       unnest(ARRAY['include', 'require', 'exclude']) AS part,
       jsonb_path_query(policy -> part, '$[*].service_token.token_id') AS named (token)
 WHERE server.retired_at IS NULL
   AND pg_input_is_valid(named.token #>> '{}', 'uuid');

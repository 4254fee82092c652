-- What came of trying port 22 of servers from outside. What was a server keeps its checks: they are evidence.
CREATE TABLE port_check (
  id         uuid        NOT NULL CONSTRAINT port_check_pk PRIMARY KEY,
  server_id  uuid        NOT NULL,
  checked_at timestamptz NOT NULL,
  address    text        NOT NULL,                          -- as it was given: a name or an address
  result     text        NOT NULL CONSTRAINT port_check_result_ck CHECK (result IN ('OPEN', 'CLOSED', 'FILTERED')),
  addresses  jsonb       NOT NULL,                          -- all that were tried, each with its result
  asked_by   text        NOT NULL
);
CREATE INDEX port_check_server_ix ON port_check (server_id, checked_at DESC, id DESC);
CREATE INDEX port_check_answered_ix ON port_check (checked_at DESC) WHERE result <> 'FILTERED';

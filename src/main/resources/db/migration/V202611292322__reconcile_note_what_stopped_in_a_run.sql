-- The servers that a run could not bring to what is wanted, and why. Runs before this have none.
CREATE TABLE reconcile_stop (
  run_id    uuid NOT NULL CONSTRAINT reconcile_stop_run_fk REFERENCES reconcile_run ON DELETE CASCADE,
  server_id uuid NOT NULL,
  hostname  text NOT NULL,
  phase     text NOT NULL,
  problem   jsonb NOT NULL,
  CONSTRAINT reconcile_stop_pk PRIMARY KEY (run_id, server_id)
);
CREATE INDEX reconcile_stop_server_ix ON reconcile_stop (server_id);

CREATE INDEX reconcile_run_started_ix ON reconcile_run (started_at DESC, id DESC);

ALTER TABLE login_event ADD COLUMN first_seen_at timestamptz;             -- null: imported before it was noted

ALTER TABLE history_import
  ADD COLUMN attended_since  timestamptz,                                 -- since then imports came without a pause
  ADD COLUMN sweep_began_at  timestamptz,                                 -- the last sweep, or the one that goes on
  ADD COLUMN sweep_at        timestamptz,                                 -- how far it is; null: none goes on
  ADD COLUMN sweep_page      integer,
  ADD COLUMN sweep_until     timestamptz,
  ADD COLUMN swept_at        timestamptz,                                 -- when a sweep last came to its end
  ADD COLUMN found_late      bigint NOT NULL DEFAULT 0,
  ADD COLUMN latest_login_at timestamptz,                                 -- the login that was shown latest so far
  ADD COLUMN latest_seen_at  timestamptz,
  ADD CONSTRAINT history_import_sweep_ck
    CHECK ((sweep_at IS NULL) = (sweep_page IS NULL) AND (sweep_at IS NULL) = (sweep_until IS NULL)),
  ADD CONSTRAINT history_import_latest_ck CHECK ((latest_login_at IS NULL) = (latest_seen_at IS NULL));

CREATE TABLE unreadable_login (
  id            bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT unreadable_login_pk PRIMARY KEY,
  hash          text        NOT NULL CONSTRAINT unreadable_login_hash_uq UNIQUE, -- of its JSON with keys in order
  first_seen_at timestamptz NOT NULL,
  created_at    timestamptz,                                              -- null: it gives no time that can be read
  flaw          text        NOT NULL CONSTRAINT unreadable_login_flaw_ck
                            CHECK (flaw IN ('NO_OBJECT', 'NO_TIME', 'NO_OUTCOME', 'TOO_LARGE')),
  raw           text        NOT NULL                                      -- not jsonb, which cannot hold all JSON
);

CREATE INDEX unreadable_login_first_seen_ix ON unreadable_login (first_seen_at, id);

-- Whoever has been through the first steps is not sent through them again when servers or tunnels go.
CREATE TABLE first_steps_done (
  done_at timestamptz NOT NULL,
  is_only boolean     NOT NULL DEFAULT true CONSTRAINT first_steps_done_pk PRIMARY KEY
                      CONSTRAINT first_steps_done_is_only_ck CHECK (is_only)
);

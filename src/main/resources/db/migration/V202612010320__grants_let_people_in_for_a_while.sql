-- Who may ask to be let in to a server for a while, and by whose yes. A server without a row lets nobody ask.
CREATE TABLE grant_terms (
  server_id         uuid    NOT NULL CONSTRAINT grant_terms_pk PRIMARY KEY
                                     CONSTRAINT grant_terms_server_fk REFERENCES server ON DELETE CASCADE,
  askers            text[]  NOT NULL,
  never             text[]  NOT NULL,
  approvers         text[]  NOT NULL,
  approvals         integer NOT NULL CONSTRAINT grant_terms_approvals_ck CHECK (approvals IN (1, 2)),
  automatic         text[]  NOT NULL,
  automatic_seconds bigint  NOT NULL CONSTRAINT grant_terms_automatic_ck CHECK (automatic_seconds >= 0),
  shortest_seconds  bigint  NOT NULL CONSTRAINT grant_terms_shortest_ck CHECK (shortest_seconds > 0),
  longest_seconds   bigint  NOT NULL CONSTRAINT grant_terms_longest_ck CHECK (longest_seconds >= shortest_seconds),
  ahead_seconds     bigint  NOT NULL CONSTRAINT grant_terms_ahead_ck CHECK (ahead_seconds >= 0),
  ticket_pattern    text    NOT NULL,
  reason_required   boolean NOT NULL,
  version           bigint  NOT NULL
);

-- Each time somebody asked, for good: also when the server or the person is long gone, so neither is referred to.
CREATE TABLE access_grant (
  id               uuid        NOT NULL CONSTRAINT access_grant_pk PRIMARY KEY,
  server_id        uuid        NOT NULL,
  server_name      text        NOT NULL,
  person_id        uuid        NOT NULL,
  email            text        NOT NULL,
  reason           text        NOT NULL,
  ticket           text        NOT NULL,
  duration_seconds bigint      NOT NULL CONSTRAINT access_grant_duration_ck CHECK (duration_seconds > 0),
  wanted_start     timestamptz,
  approvals        integer     NOT NULL CONSTRAINT access_grant_approvals_ck CHECK (approvals BETWEEN 0 AND 2),
  extends          uuid        CONSTRAINT access_grant_extends_fk REFERENCES access_grant,
  bundle           uuid,                                                    -- what was asked for at once
  asked_at         timestamptz NOT NULL,
  decide_by        timestamptz NOT NULL,
  state            text        NOT NULL CONSTRAINT access_grant_state_ck CHECK (state IN
    ('ASKED', 'APPROVED', 'ACTIVE', 'REFUSED', 'WITHDRAWN', 'EXPIRED', 'ENDED', 'REVOKED')),
  approved_at      timestamptz,
  starts_at        timestamptz,
  ends_at          timestamptz,
  closed_at        timestamptz,
  closed_by        text,
  closure          text,                                                    -- why it came to its end
  note             text        NOT NULL DEFAULT '',
  CONSTRAINT access_grant_approved_ck CHECK ((approved_at IS NULL) = (starts_at IS NULL)
    AND (approved_at IS NULL) = (ends_at IS NULL)),
  CONSTRAINT access_grant_length_ck CHECK (ends_at = starts_at + make_interval(secs => duration_seconds)),
  CONSTRAINT access_grant_clock_ck CHECK (starts_at >= approved_at),
  CONSTRAINT access_grant_given_ck CHECK (state NOT IN ('APPROVED', 'ACTIVE', 'ENDED', 'REVOKED') OR approved_at IS NOT NULL),
  CONSTRAINT access_grant_closed_ck CHECK ((state IN ('ASKED', 'APPROVED', 'ACTIVE')) = (closed_at IS NULL)
    AND (closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closure IS NULL))
);
CREATE INDEX access_grant_open_ix ON access_grant (server_id, state) WHERE state IN ('ASKED', 'APPROVED', 'ACTIVE');
CREATE INDEX access_grant_person_ix ON access_grant (person_id, asked_at DESC, id DESC);
CREATE INDEX access_grant_asked_ix ON access_grant (asked_at DESC, id DESC);
CREATE INDEX access_grant_bundle_ix ON access_grant (bundle) WHERE bundle IS NOT NULL;
CREATE UNIQUE INDEX access_grant_one_at_a_time_uq ON access_grant (server_id, person_id)
  WHERE state IN ('ASKED', 'APPROVED', 'ACTIVE') AND extends IS NULL;
CREATE UNIQUE INDEX access_grant_one_extension_uq ON access_grant (extends)
  WHERE state IN ('ASKED', 'APPROVED', 'ACTIVE');

CREATE TABLE access_grant_vote (
  grant_id    uuid        NOT NULL CONSTRAINT access_grant_vote_grant_fk REFERENCES access_grant,
  approver_id uuid        NOT NULL,
  approver    text        NOT NULL,
  approves    boolean     NOT NULL,
  note        text        NOT NULL,
  voted_at    timestamptz NOT NULL,
  CONSTRAINT access_grant_vote_pk PRIMARY KEY (grant_id, approver_id)
);

-- What a grant has at Cloudflare: no history, but what is to be done and what was seen. Minutes are those of a login.
CREATE TABLE grant_standing (
  grant_id        uuid        NOT NULL CONSTRAINT grant_standing_pk PRIMARY KEY
                                       CONSTRAINT grant_standing_grant_fk REFERENCES access_grant,
  server_id       uuid        NOT NULL,
  email           text        NOT NULL,
  shall_minutes   integer     CONSTRAINT grant_standing_shall_ck CHECK (shall_minutes > 0),  -- NULL: not in the policy
  may_minutes     integer     NOT NULL,                     -- the longest that a login since the last look may last
  seen_minutes    integer,                                  -- NULL: not seen in the policy
  seen_at         timestamptz,
  sessions_until  timestamptz,                              -- until when a login from before the last look may last
  gone_at         timestamptz,                              -- seen to be out
  tokens_ended_at timestamptz,
  told_end_at     timestamptz
);
CREATE INDEX grant_standing_open_ix ON grant_standing (server_id) WHERE gone_at IS NULL OR shall_minutes IS NOT NULL;
CREATE INDEX grant_standing_outliving_ix ON grant_standing (sessions_until) WHERE gone_at IS NOT NULL AND tokens_ended_at IS NULL;

-- So that a request that is sent again is not made again.
CREATE TABLE grant_request (
  person_id uuid        NOT NULL,
  key       text        NOT NULL,
  body      text        NOT NULL,
  grants    uuid[]      NOT NULL,
  sent_at   timestamptz NOT NULL,
  CONSTRAINT grant_request_pk PRIMARY KEY (person_id, key)
);

CREATE FUNCTION access_grant_refuse(why text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'refused: %', why USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION access_grant_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'ASKED' THEN
    PERFORM access_grant_refuse('a grant begins by being asked for');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION access_grant_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  yes integer;
  no integer;
BEGIN
  IF (NEW.id, NEW.server_id, NEW.server_name, NEW.person_id, NEW.email, NEW.reason, NEW.ticket, NEW.duration_seconds,
      NEW.wanted_start, NEW.approvals, NEW.extends, NEW.bundle, NEW.asked_at, NEW.decide_by)
     IS DISTINCT FROM
     (OLD.id, OLD.server_id, OLD.server_name, OLD.person_id, OLD.email, OLD.reason, OLD.ticket, OLD.duration_seconds,
      OLD.wanted_start, OLD.approvals, OLD.extends, OLD.bundle, OLD.asked_at, OLD.decide_by) THEN
    PERFORM access_grant_refuse('what was asked for stays as it was asked');
  END IF;
  IF OLD.approved_at IS NOT NULL AND (NEW.approved_at, NEW.starts_at, NEW.ends_at)
     IS DISTINCT FROM (OLD.approved_at, OLD.starts_at, OLD.ends_at) THEN
    PERFORM access_grant_refuse('an approval stays as it was given');
  END IF;
  IF NOT ((OLD.state = 'ASKED' AND NEW.state IN ('APPROVED', 'REFUSED', 'WITHDRAWN', 'EXPIRED'))
      OR (OLD.state = 'APPROVED' AND NEW.state IN ('ACTIVE', 'REFUSED', 'WITHDRAWN', 'EXPIRED', 'REVOKED'))
      OR (OLD.state = 'ACTIVE' AND NEW.state IN ('EXPIRED', 'ENDED', 'REVOKED'))) THEN
    PERFORM access_grant_refuse('from ' || OLD.state || ' there is no way to ' || NEW.state);
  END IF;
  IF OLD.state = 'ASKED' AND NEW.state <> 'APPROVED' AND NEW.approved_at IS NOT NULL THEN
    PERFORM access_grant_refuse('only an approval sets the clock');
  END IF;
  IF NEW.state = 'APPROVED' THEN
    SELECT count(*) FILTER (WHERE approves), count(*) FILTER (WHERE NOT approves) INTO yes, no
      FROM access_grant_vote WHERE grant_id = NEW.id;
    IF yes < NEW.approvals OR no > 0 THEN
      PERFORM access_grant_refuse('it lacks approvals');
    END IF;
    IF NEW.approved_at >= NEW.decide_by THEN
      PERFORM access_grant_refuse('nobody decided in time');
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION access_grant_vote_counts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  voted access_grant;
BEGIN
  SELECT * INTO voted FROM access_grant WHERE id = NEW.grant_id FOR UPDATE;
  IF voted.state <> 'ASKED' THEN
    PERFORM access_grant_refuse('it is decided: ' || voted.state);
  END IF;
  IF NEW.voted_at >= voted.decide_by THEN
    PERFORM access_grant_refuse('nobody decided in time');
  END IF;
  IF NEW.approver_id = voted.person_id OR lower(NEW.approver) = lower(voted.email) THEN
    PERFORM access_grant_refuse('nobody decides about themselves');
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION access_grant_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM access_grant_refuse(TG_OP || ' of ' || TG_TABLE_NAME || ': it is kept for good');
  RETURN NULL;
END $$;

CREATE TRIGGER access_grant_begins_tr BEFORE INSERT ON access_grant FOR EACH ROW EXECUTE FUNCTION access_grant_begins();
CREATE TRIGGER access_grant_goes_on_tr BEFORE UPDATE ON access_grant FOR EACH ROW EXECUTE FUNCTION access_grant_goes_on();
CREATE TRIGGER access_grant_keep_tr BEFORE DELETE OR TRUNCATE ON access_grant
  FOR EACH STATEMENT EXECUTE FUNCTION access_grant_keep();
CREATE TRIGGER access_grant_vote_counts_tr BEFORE INSERT ON access_grant_vote
  FOR EACH ROW EXECUTE FUNCTION access_grant_vote_counts();
CREATE TRIGGER access_grant_vote_keep_tr BEFORE UPDATE OR DELETE OR TRUNCATE ON access_grant_vote
  FOR EACH STATEMENT EXECUTE FUNCTION access_grant_keep();

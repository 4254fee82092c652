-- A person is an account at an identity provider, for good; the address is what the provider says of the account now.
-- Whoever is from before is known by the address until the next sign-in.
ALTER TABLE person
  ADD COLUMN issuer          text,
  ADD COLUMN subject         text,
  ADD COLUMN previous_email  text,                          -- the address before the one of now
  ADD COLUMN address_since   timestamptz,                   -- what was said of the address before this is out of date
  ADD COLUMN groups_as_of    timestamptz NOT NULL DEFAULT now(), -- what was said of groups before this is out of date
  ALTER COLUMN last_login_at DROP NOT NULL,                 -- whoever came with an access token only never signed in
  ADD COLUMN address_lost_at timestamptz,                   -- since when the address is somebody else's; email is the last one then
  ADD CONSTRAINT person_account_uq UNIQUE (issuer, subject),
  ADD CONSTRAINT person_account_ck CHECK ((issuer IS NULL) = (subject IS NULL)),
  DROP CONSTRAINT person_email_uq;
CREATE UNIQUE INDEX person_email_uq ON person (email) WHERE address_lost_at IS NULL;

-- Accounts that came with an address of somebody else, until an administrator decides.
CREATE TABLE person_conflict (
  id            uuid        NOT NULL CONSTRAINT person_conflict_pk PRIMARY KEY,
  issuer        text        NOT NULL,
  subject       text        NOT NULL,
  email         text        NOT NULL,
  name          text        NOT NULL,
  first_seen_at timestamptz NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  seen_count    bigint      NOT NULL,
  CONSTRAINT person_conflict_uq UNIQUE (issuer, subject, email)
);

-- Until now a lock revoked no tokens, and unlocking brought them back.
UPDATE personal_token SET revoked_at = now()
  FROM person WHERE person.id = personal_token.person_id AND person.locked_at IS NOT NULL AND personal_token.revoked_at IS NULL;
UPDATE person SET groups_as_of = last_login_at;

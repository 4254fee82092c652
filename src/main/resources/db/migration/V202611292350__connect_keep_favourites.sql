-- The servers that a person wants on top. One that lets the person in no more is kept, in case it does again.
CREATE TABLE connect_favourite (
  person_id uuid NOT NULL CONSTRAINT connect_favourite_person_fk REFERENCES person ON DELETE CASCADE,
  server_id uuid NOT NULL CONSTRAINT connect_favourite_server_fk REFERENCES server ON DELETE CASCADE,
  CONSTRAINT connect_favourite_pk PRIMARY KEY (person_id, server_id)
);
CREATE INDEX connect_favourite_server_ix ON connect_favourite (server_id);

-- Finds what was done to a server by any name that it had, and lists these names one after the other.
CREATE INDEX audit_event_server_ix ON audit_event (lower(subject_name), subject_id) WHERE subject_kind = 'server';

-- Answers whatever is asked of logins, and counts them, without their long rows.
CREATE INDEX login_event_search_ix ON login_event (created_at, id)
  INCLUDE (allowed, is_explained, server_id, server_name, user_email, country, connection, ip_address, app_domain);

CREATE INDEX login_event_person_ix ON login_event (lower(user_email), created_at);
DROP INDEX login_event_user_email_ix;

-- For the values to choose from, which are looked for one after the other.
CREATE INDEX login_event_country_ix ON login_event (coalesce(nullif(upper(country), 'XX'), ''));
CREATE INDEX login_event_provider_ix ON login_event (coalesce(lower(connection), ''));
CREATE INDEX login_event_unexplained_ix ON login_event (created_at, id) WHERE allowed AND NOT is_explained;

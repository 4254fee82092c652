-- After each migration, as the role that owns the tables: the portal's role may work with all of them, but only read
-- the audit and the list of migrations. Where the portal owns the tables itself there is nothing to grant.
DO $$
DECLARE
  portal CONSTANT text := '${portal_role}';
  home CONSTANT text := '${flyway:defaultSchema}';
  only_read CONSTANT text[] := ARRAY['audit_event', 'audit_link', 'audit_head', '${flyway:table}'];
  known name;
BEGIN
  IF portal = current_user OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = portal) THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('postern.grants'));
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', home, portal);
  FOR known IN SELECT tablename FROM pg_tables WHERE schemaname = home AND tableowner = current_user ORDER BY tablename LOOP
    IF known = ANY (only_read) THEN
      EXECUTE format('REVOKE ALL ON %I.%I FROM PUBLIC, %I', home, known, portal);
      EXECUTE format('GRANT SELECT ON %I.%I TO %I', home, known, portal);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I.%I TO %I', home, known, portal);
    END IF;
  END LOOP;
  FOR known IN SELECT sequencename FROM pg_sequences WHERE schemaname = home AND sequenceowner = current_user LOOP
    EXECUTE format('GRANT USAGE ON SEQUENCE %I.%I TO %I', home, known, portal);
  END LOOP;
  EXECUTE format('GRANT EXECUTE ON FUNCTION %I.audit_record TO %I', home, portal);
END $$;

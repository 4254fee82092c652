-- After each migration, as the role that owns the tables: the portal's role may work with all of them, but only read
-- the audit and the list of migrations. Where the portal owns the tables itself there is nothing to grant. What acts with
-- the rights of the owner is called by the portal's role and nobody else, and a trigger's function by its triggers only.
DO $$
DECLARE
  portal CONSTANT text := '${portal_role}';
  home CONSTANT text := '${flyway:defaultSchema}';
  only_read CONSTANT text[] := ARRAY['audit_event', 'audit_link', 'audit_head', '${flyway:table}'];
  known name;
  definer record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('postern.grants'));
  FOR definer IN SELECT oid::regprocedure AS name, prorettype <> 'trigger'::regtype AS is_called FROM pg_proc p
    WHERE prosecdef AND pronamespace = to_regnamespace(quote_ident(home)) AND pg_get_userbyid(proowner) = current_user
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer.name);
    IF definer.is_called AND portal <> current_user AND EXISTS (SELECT FROM pg_roles WHERE rolname = portal) THEN
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', definer.name, portal);
    END IF;
  END LOOP;
  IF portal = current_user OR NOT EXISTS (SELECT FROM pg_roles WHERE rolname = portal) THEN
    RETURN;
  END IF;
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
END $$;

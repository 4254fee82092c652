package dev.postern.audit;

import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Whom and what the audit names, those that are gone included. */
@Service
public class AuditNames {

	/**
	 * Looks for one name after the other, so that it matters little how many entries
	 * there are.
	 */
	private static final String NAMES = """
			WITH RECURSIVE found (name, n) AS (
			  SELECT min(%1$s), 0 FROM audit_event WHERE %2$s
			  UNION ALL
			  SELECT (SELECT min(%1$s) FROM audit_event WHERE %2$s AND %1$s > name), n + 1 FROM found
			  WHERE name IS NOT NULL AND n < :most)
			SELECT name FROM found WHERE name IS NOT NULL LIMIT :most""";

	private static final String ACTORS = NAMES.formatted("actor_name", "true");

	private static final String SERVERS = NAMES.formatted("lower(subject_name)", "subject_kind = 'server'");

	private static final String LATEST = """
			SELECT subject_name FROM audit_event WHERE subject_id = :id ORDER BY id DESC LIMIT 1""";

	private final JdbcClient jdbc;

	AuditNames(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	public List<String> actors(int most) {
		return names(ACTORS, most);
	}

	/** In small letters. */
	public List<String> servers(int most) {
		return names(SERVERS, most);
	}

	/** What something was called last. */
	public Optional<String> subject(String id) {
		return this.jdbc.sql(LATEST).param("id", id).query((rs, row) -> rs.getString(1)).optional();
	}

	private List<String> names(String sql, int most) {
		return this.jdbc.sql(sql).param("most", most).query((rs, row) -> rs.getString(1)).list();
	}

}

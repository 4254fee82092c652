package dev.postern.directory.groups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.postern.kernel.GroupId;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.tables.PageReads;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rule groups and their uses in the database. */
@Component
class GroupStore {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	GroupStore(JdbcClient jdbc, JsonMapper json) {
		this.jdbc = jdbc;
		this.json = json;
	}

	void insert(GroupId id, GroupSpec spec, Instant now) {
		this.jdbc.sql("""
				INSERT INTO rule_group (id, name, description, rules, version, generation, applied_generation, phase,
				                        created_at, updated_at)
				VALUES (:id, :name, :description, :rules::jsonb, 0, 1, 0, 'PENDING', :now, :now)""")
			.param("id", id.value())
			.param("name", spec.name())
			.param("description", spec.description())
			.param("rules", rules(spec))
			.param("now", Timestamp.from(now))
			.update();
	}

	/** Stores what is wanted of a group whose row is locked. */
	void update(GroupId id, GroupSpec spec, Instant now) {
		this.jdbc.sql("""
				UPDATE rule_group SET name = :name, description = :description, rules = :rules::jsonb,
				       version = version + 1, generation = generation + 1, phase = 'PENDING', problem = NULL,
				       updated_at = :now
				WHERE id = :id""")
			.param("id", id.value())
			.param("name", spec.name())
			.param("description", spec.description())
			.param("rules", rules(spec))
			.param("now", Timestamp.from(now))
			.update();
	}

	void retire(GroupId id, Instant now) {
		this.jdbc.sql("""
				UPDATE rule_group SET retired_at = :now, updated_at = :now, version = version + 1,
				       generation = generation + 1, phase = 'REMOVING', problem = NULL
				WHERE id = :id""").param("id", id.value()).param("now", Timestamp.from(now)).update();
	}

	void delete(GroupId id) {
		this.jdbc.sql("DELETE FROM rule_group WHERE id = :id").param("id", id.value()).update();
	}

	Optional<Group> find(GroupId id) {
		return this.jdbc.sql("SELECT * FROM rule_group WHERE id = :id")
			.param("id", id.value())
			.query(this::group)
			.optional();
	}

	/** The same, and nobody else changes or begins to use it until the commit. */
	Optional<Group> lock(GroupId id) {
		return this.jdbc.sql("SELECT * FROM rule_group WHERE id = :id FOR UPDATE")
			.param("id", id.value())
			.query(this::group)
			.optional();
	}

	List<Group> among(Collection<UUID> ids) {
		return this.jdbc.sql("SELECT * FROM rule_group WHERE id = ANY (:ids)")
			.param("ids", ids.toArray(UUID[]::new))
			.query(this::group)
			.list();
	}

	/** Those of the ids that are groups; nobody changes them until the commit. */
	List<Group> lockShared(Collection<UUID> ids) {
		return this.jdbc.sql("SELECT * FROM rule_group WHERE id = ANY (:ids) ORDER BY id FOR SHARE")
			.param("ids", ids.toArray(UUID[]::new))
			.query(this::group)
			.list();
	}

	Optional<Group> findByName(String name) {
		return this.jdbc.sql("SELECT * FROM rule_group WHERE lower(name) = lower(:name)")
			.param("name", name)
			.query(this::group)
			.optional();
	}

	/**
	 * Groups by name, as many as {@code limit}, whose name comes after another; that have
	 * the pattern in their name or description, or in an address or domain that they
	 * include.
	 */
	List<Group> search(String pattern, String after, int limit) {
		return this.jdbc.sql("""
				SELECT * FROM rule_group
				 WHERE lower(name) > lower(:after)
				   AND (lower(name) LIKE :pattern ESCAPE '\\' OR lower(description) LIKE :pattern ESCAPE '\\'
				        OR EXISTS (SELECT 1 FROM jsonb_array_elements(rules -> 'include') AS rule
				                    WHERE rule -> 'email' ->> 'email' LIKE :pattern ESCAPE '\\'
				                       OR '@' || (rule -> 'email_domain' ->> 'domain') LIKE :pattern ESCAPE '\\'))
				 ORDER BY lower(name) LIMIT :limit""")
			.param("after", after)
			.param("pattern", pattern)
			.param("limit", limit)
			.query(this::group)
			.list();
	}

	List<Group> all() {
		return PageReads.once(this,
				() -> this.jdbc.sql("SELECT * FROM rule_group ORDER BY lower(name)").query(this::group).list());
	}

	void report(GroupId id, Phase phase, @Nullable Problem problem) {
		this.jdbc.sql("""
				UPDATE rule_group
				   SET phase = CASE WHEN retired_at IS NOT NULL AND :phase NOT IN ('HELD', 'FAILED')
				                    THEN 'REMOVING' ELSE :phase END,
				       problem = CAST(:problem AS jsonb)
				 WHERE id = :id""")
			.param("id", id.value())
			.param("phase", phase.name())
			.param("problem", (problem != null) ? this.json.writeValueAsString(problem) : null)
			.update();
	}

	void applied(GroupId id, long generation) {
		this.jdbc.sql("""
				UPDATE rule_group
				   SET applied_generation = greatest(applied_generation, :generation),
				       phase = CASE WHEN generation = :generation AND retired_at IS NULL THEN 'READY' ELSE phase END,
				       problem = CASE WHEN generation = :generation AND retired_at IS NULL THEN NULL ELSE problem END
				 WHERE id = :id AND generation >= :generation""")
			.param("id", id.value())
			.param("generation", generation)
			.update();
	}

	/** Stores which groups a server uses, in place of those that it used before. */
	void replaceUses(ServerId server, String name, Collection<GroupId> groups) {
		UUID[] ids = groups.stream().map(GroupId::value).toArray(UUID[]::new);
		this.jdbc.sql("DELETE FROM rule_group_use WHERE server_id = :server AND group_id <> ALL (:ids)")
			.param("server", server.value())
			.param("ids", ids)
			.update();
		this.jdbc.sql("""
				INSERT INTO rule_group_use (group_id, server_id, server_name)
				SELECT id, :server, :name FROM unnest(:ids) AS id
				ON CONFLICT ON CONSTRAINT rule_group_use_pk DO UPDATE SET server_name = excluded.server_name""")
			.param("server", server.value())
			.param("name", name)
			.param("ids", ids)
			.update();
	}

	/** How many servers use each of these groups; those that none uses are left out. */
	Map<GroupId, Integer> countUses(Collection<GroupId> groups) {
		Map<GroupId, Integer> counts = new HashMap<>();
		this.jdbc.sql("""
				SELECT group_id, count(*) AS servers FROM rule_group_use
				 WHERE group_id = ANY (:ids) GROUP BY group_id""")
			.param("ids", groups.stream().map(GroupId::value).toArray(UUID[]::new))
			.query((row) -> {
				counts.put(new GroupId(row.getObject("group_id", UUID.class)), row.getInt("servers"));
			});
		return counts;
	}

	List<GroupUse> uses(GroupId group) {
		return this.jdbc.sql("SELECT * FROM rule_group_use WHERE group_id = :group ORDER BY lower(server_name)")
			.param("group", group.value())
			.query(GroupStore::readUse)
			.list();
	}

	private static GroupUse readUse(ResultSet row, int number) throws SQLException {
		return new GroupUse(new GroupId(row.getObject("group_id", UUID.class)),
				new ServerId(row.getObject("server_id", UUID.class)), row.getString("server_name"));
	}

	private static String rules(GroupSpec spec) {
		return GroupRulesJson.write(spec.rules(), JsonMapper.shared().createObjectNode()).toString();
	}

	private Group group(ResultSet row, int number) throws SQLException {
		GroupSpec spec = new GroupSpec(row.getString("name"), row.getString("description"),
				GroupRulesJson.readObserved(this.json.readTree(row.getString("rules"))));
		String problem = row.getString("problem");
		return new Group(new GroupId(row.getObject("id", UUID.class)), spec, row.getLong("version"),
				Phase.valueOf(row.getString("phase")),
				(problem != null) ? this.json.readValue(problem, Problem.class) : null, row.getLong("generation"),
				row.getLong("applied_generation"), Objects.requireNonNull(instant(row, "created_at")),
				Objects.requireNonNull(instant(row, "updated_at")), instant(row, "retired_at"));
	}

	private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
		Timestamp timestamp = row.getTimestamp(column);
		return (timestamp != null) ? timestamp.toInstant() : null;
	}

}

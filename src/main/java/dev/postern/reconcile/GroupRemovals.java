package dev.postern.reconcile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

import dev.postern.directory.Group;
import dev.postern.directory.RuleGroups;
import dev.postern.kernel.Actor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Lets as many groups be removed as the brake permits, or a person (I7). */
@Service
public class GroupRemovals {

	private final RuleGroups groups;

	private final JdbcClient jdbc;

	private final ReconcileProperties properties;

	private final Clock clock;

	GroupRemovals(RuleGroups groups, JdbcClient jdbc, ReconcileProperties properties, Clock clock) {
		this.groups = groups;
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/** The groups that are to be removed. */
	public List<Group> waiting() {
		return this.groups.all().stream().filter(Group::retired).toList();
	}

	/** Whether they wait for a person's word. */
	public boolean need() {
		return this.properties.mode() == ReconcileProperties.Mode.FULL && !mayGo(waiting().size());
	}

	/** Names the removals; an approval is good for these only. */
	public String basis() {
		String ids = waiting().stream().map((group) -> group.id().toString()).sorted().collect(Collectors.joining(","));
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(ids.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	boolean mayGo(int removals) {
		return removals <= this.properties.deletionBrake() || approved();
	}

	/** Notes a person's word; whether it is a new one. */
	boolean approved(String basis, Actor actor) {
		return this.jdbc.sql("""
				INSERT INTO group_removal_approval (basis, approved_by, approved_at)
				VALUES (:basis, :actor, :now) ON CONFLICT DO NOTHING""")
			.param("basis", basis)
			.param("actor", actor.name())
			.param("now", Timestamp.from(this.clock.instant()))
			.update() > 0;
	}

	private boolean approved() {
		return this.jdbc.sql("SELECT count(*) FROM group_removal_approval WHERE basis = :basis")
			.param("basis", basis())
			.query(Integer.class)
			.single() > 0;
	}

}

package dev.postern.reconcile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.postern.directory.Group;
import dev.postern.directory.RuleGroups;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets as many groups be removed as the brake permits, or a person (I7). */
@Service
public class GroupRemovals {

	private final RuleGroups groups;

	private final JdbcClient jdbc;

	private final ReconcileProperties properties;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transactions;

	private final Clock clock;

	GroupRemovals(RuleGroups groups, JdbcClient jdbc, ReconcileProperties properties, ApplicationEventPublisher events,
			TransactionTemplate transactions, Clock clock) {
		this.groups = groups;
		this.jdbc = jdbc;
		this.properties = properties;
		this.events = events;
		this.transactions = transactions;
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

	/**
	 * Lets the removals pass, unless they are others than the person has seen.
	 * @return whether they were approved
	 */
	public boolean approve(String basis, Actor actor, GroupReconciler reconciler) {
		return Objects.requireNonNull(this.transactions.execute((status) -> {
			if (!basis().equals(basis)) {
				return false;
			}
			int given = this.jdbc.sql("""
					INSERT INTO group_removal_approval (basis, approved_by, approved_at)
					VALUES (:basis, :actor, :now) ON CONFLICT DO NOTHING""")
				.param("basis", basis)
				.param("actor", actor.name())
				.param("now", Timestamp.from(now()))
				.update();
			if (given > 0) {
				ObjectNode after = JsonNodeFactory.instance.objectNode();
				ArrayNode names = after.putArray("groups");
				waiting().forEach((group) -> names.add(group.spec().name()));
				this.events.publishEvent(new Recorded(actor, "group.removals_approved",
						new Subject("group", basis.substring(0, 16), "groups"), null, after));
			}
			reconciler.request();
			return true;
		}));
	}

	Instant now() {
		return this.clock.instant();
	}

	private boolean approved() {
		return this.jdbc.sql("SELECT count(*) FROM group_removal_approval WHERE basis = :basis")
			.param("basis", basis())
			.query(Integer.class)
			.single() > 0;
	}

}

package dev.postern.reconcile.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The authority on which Access groups are ours. As in {@link Ledger}, a claim is written
 * before a group is made and its id after it (I4).
 */
@Component
public class GroupLedger {

	private final JdbcClient jdbc;

	private final Clock clock;

	GroupLedger(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Everything that is ours, or that we are about to make. */
	public List<Entry> all() {
		return this.jdbc.sql("SELECT * FROM owned_group ORDER BY group_id").query((row, number) -> {
			UUID remote = row.getObject("remote_id", UUID.class);
			Timestamp ownedAt = row.getTimestamp("owned_at");
			return new Entry(new GroupId(row.getObject("group_id", UUID.class)),
					(remote != null) ? new AccessGroupId(remote) : null, row.getInt("unanswered"),
					(ownedAt != null) ? ownedAt.toInstant() : null);
		}).list();
	}

	/** What stands, by Postern's id. */
	Map<GroupId, AccessGroupId> standing() {
		Map<GroupId, AccessGroupId> standing = new HashMap<>();
		all().forEach((entry) -> Optional.ofNullable(entry.remote())
			.ifPresent((remote) -> standing.put(entry.group(), remote)));
		return standing;
	}

	/** Notes that a group is about to be made, so that a request for it is under way. */
	public void claim(GroupId group) {
		this.jdbc.sql("""
				INSERT INTO owned_group (group_id, unanswered, claimed_at) VALUES (:group, 1, :now)
				ON CONFLICT ON CONSTRAINT owned_group_pk DO UPDATE
				SET remote_id = NULL, unanswered = owned_group.unanswered + 1, claimed_at = excluded.claimed_at,
				    owned_at = NULL""").param("group", group.value()).param("now", now()).update();
	}

	/** Notes that a claimed group stands, which is what became of one request. */
	public void own(GroupId group, AccessGroupId remote) {
		this.jdbc.sql("""
				UPDATE owned_group SET remote_id = :remote, unanswered = greatest(unanswered - 1, 0), owned_at = :now
				WHERE group_id = :group""")
			.param("remote", remote.value())
			.param("now", now())
			.param("group", group.value())
			.update();
	}

	/** Notes that a request made nothing, or that what it made besides is gone. */
	public void answered(GroupId group) {
		this.jdbc.sql("UPDATE owned_group SET unanswered = greatest(unanswered - 1, 0) WHERE group_id = :group")
			.param("group", group.value())
			.update();
		this.jdbc.sql(
				"DELETE FROM owned_group WHERE group_id = :group AND remote_id IS NULL AND unanswered = 0 AND lost_id IS NULL")
			.param("group", group.value())
			.update();
	}

	/** Notes that somebody else has deleted a group of ours. */
	public void lost(GroupId group) {
		this.jdbc.sql("UPDATE owned_group SET lost_id = remote_id, remote_id = NULL WHERE group_id = :group")
			.param("group", group.value())
			.update();
	}

	/** The ids at Cloudflare of groups that somebody else has deleted. */
	public Set<UUID> lost() {
		return Set.copyOf(this.jdbc.sql("SELECT DISTINCT lost_id FROM owned_group WHERE lost_id IS NOT NULL")
			.query(UUID.class)
			.list());
	}

	/** Notes that a group is gone. */
	public void release(GroupId group) {
		this.jdbc.sql("DELETE FROM owned_group WHERE group_id = :group").param("group", group.value()).update();
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/**
	 * One of our groups.
	 *
	 * @param remote Cloudflare's id; {@code null} while it is only claimed
	 * @param unanswered how many requests to make it have an unknown outcome
	 * @param ownedAt since when it is known to stand; {@code null} when it never was
	 */
	public record Entry(GroupId group, @Nullable AccessGroupId remote, int unanswered, @Nullable Instant ownedAt) {
	}

}

package dev.postern.reconcile.groups;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.GroupId;
import dev.postern.reconcile.payloads.Payloads;
import dev.postern.reconcile.plan.AccessGroupSpec;
import dev.postern.reconcile.plan.GroupChange;
import dev.postern.reconcile.runs.Run;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was done to groups at Cloudflare. */
@Service
public class GroupHistory {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final Clock clock;

	GroupHistory(JdbcClient jdbc, JsonMapper json, Clock clock) {
		this.jdbc = jdbc;
		this.json = json;
		this.clock = clock;
	}

	/** The newest changes of a group. */
	public List<ChangeProgress> of(GroupId group, int most) {
		return this.jdbc.sql("SELECT * FROM group_change WHERE group_id = :group ORDER BY id DESC LIMIT :most")
			.param("group", group.value())
			.param("most", most)
			.query(this::made)
			.list();
	}

	/** What the last pass would have done to a group and may not. */
	public List<Withheld> withheld(GroupId group) {
		return this.jdbc.sql("SELECT * FROM group_withheld WHERE group_id = :group ORDER BY id")
			.param("group", group.value())
			.query((row, number) -> new Withheld(node(row, "before"), node(row, "after"),
					Objects.requireNonNull(row.getTimestamp("seen_at")).toInstant()))
			.list();
	}

	/** Notes what a pass may not do, in place of what the one before may not. */
	@Transactional
	public void withhold(List<GroupChange> changes) {
		this.jdbc.sql("DELETE FROM group_withheld").update();
		for (GroupChange change : changes) {
			this.jdbc.sql("""
					INSERT INTO group_withheld (group_id, before, after, seen_at)
					SELECT id, :before::jsonb, :after::jsonb, :now FROM rule_group WHERE id = :group""")
				.param("group", change.group().value())
				.param("before", text(before(change)))
				.param("after", text(after(change)))
				.param("now", now())
				.update();
		}
	}

	/** Rows keep it, so it does not change when a class is renamed. */
	private static String kind(GroupChange change) {
		return switch (change) {
			case GroupChange.CreateGroup _ -> "CreateGroup";
			case GroupChange.UpdateGroup _ -> "UpdateGroup";
			case GroupChange.DeleteGroup _ -> "DeleteGroup";
			case GroupChange.DeleteDuplicate _ -> "DropTwin";
		};
	}

	private static @Nullable AccessGroupSpec before(GroupChange change) {
		return switch (change) {
			case GroupChange.CreateGroup _ -> null;
			case GroupChange.UpdateGroup update -> update.before();
			case GroupChange.DeleteGroup delete -> delete.before();
			case GroupChange.DeleteDuplicate drop -> drop.before();
		};
	}

	private static @Nullable AccessGroupSpec after(GroupChange change) {
		return switch (change) {
			case GroupChange.CreateGroup create -> create.after();
			case GroupChange.UpdateGroup update -> update.after();
			case GroupChange.DeleteGroup _, GroupChange.DeleteDuplicate _ -> null;
		};
	}

	void done(long id, String answer) {
		end(id, Run.ChangeStatus.DONE, answer);
	}

	void failed(long id, CloudflareException exception) {
		end(id, Run.ChangeStatus.after(exception), String.valueOf(exception.getMessage()));
	}

	/** Drops what was done long ago. */
	void prune(Duration keep) {
		this.jdbc.sql("DELETE FROM group_change WHERE started_at < :before")
			.param("before", Timestamp.from(this.clock.instant().minus(keep)))
			.update();
	}

	long started(GroupChange change) {
		return this.jdbc.sql("""
				INSERT INTO group_change (group_id, kind, before, after, status, started_at)
				VALUES (:group, :kind, :before::jsonb, :after::jsonb, 'RUNNING', :now) RETURNING id""")
			.param("group", change.group().value())
			.param("kind", kind(change))
			.param("before", text(before(change)))
			.param("after", text(after(change)))
			.param("now", now())
			.query(Long.class)
			.single();
	}

	private void end(long id, Run.ChangeStatus status, String answer) {
		this.jdbc.sql("UPDATE group_change SET status = :status, answer = :answer, ended_at = :now WHERE id = :id")
			.param("status", status.name())
			.param("answer", answer)
			.param("now", now())
			.param("id", id)
			.update();
	}

	private static @Nullable String text(@Nullable AccessGroupSpec spec) {
		return (spec != null) ? Payloads.group(spec, null).toString() : null;
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private ChangeProgress made(ResultSet row, int number) throws SQLException {
		Timestamp endedAt = row.getTimestamp("ended_at");
		return new ChangeProgress(row.getString("kind"), node(row, "before"), node(row, "after"),
				Run.ChangeStatus.valueOf(row.getString("status")), row.getString("answer"),
				Objects.requireNonNull(row.getTimestamp("started_at")).toInstant(),
				(endedAt != null) ? endedAt.toInstant() : null);
	}

	private @Nullable JsonNode node(ResultSet row, String column) throws SQLException {
		String text = row.getString(column);
		return (text != null) ? this.json.readTree(text) : null;
	}

	/**
	 * One change of a group.
	 *
	 * @param kind the change's name, for example {@code CreateGroup}
	 * @param answer what Cloudflare answered, in short; {@code null} before it did
	 * @param endedAt {@code null} while it goes on, and when the process died meanwhile
	 */
	public record ChangeProgress(String kind, @Nullable JsonNode before, @Nullable JsonNode after,
			Run.ChangeStatus status, @Nullable String answer, Instant startedAt, @Nullable Instant endedAt) {
	}

	/** What would be done to a group and may not. */
	public record Withheld(@Nullable JsonNode before, @Nullable JsonNode after, Instant seenAt) {
	}

}

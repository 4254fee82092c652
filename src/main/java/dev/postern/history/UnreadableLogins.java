package dev.postern.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import dev.postern.cloudflare.model.UnreadableAccessRequest.Flaw;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Reads the entries that could not be read as logins, those that were seen last first.
 */
@Service
public class UnreadableLogins {

	/** Characters of an entry; logins have some hundred. */
	private static final int LONGEST_SHOWN = 4_000;

	private final JdbcClient jdbc;

	UnreadableLogins(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** How many there are. */
	public long count() {
		return this.jdbc.sql("SELECT count(*) FROM unreadable_login").query((rs, row) -> rs.getLong(1)).single();
	}

	/**
	 * One part of them.
	 * @param cursor where the part before this one ended; {@code null} for the newest
	 */
	public Page<UnreadableLogin> find(@Nullable String cursor, int size) {
		Place after = Cursor.read(cursor, Place.START, (key) -> new Place(key.instant(), key.number()));
		List<UnreadableLogin> found = this.jdbc.sql("""
				SELECT id, first_seen_at, created_at, flaw, left(raw, :longest) AS raw, length(raw) > :longest AS is_cut
				FROM unreadable_login WHERE (first_seen_at, id) < (:at, :id)
				ORDER BY first_seen_at DESC, id DESC LIMIT :size""")
			.param("longest", LONGEST_SHOWN)
			.param("at", after.at().atOffset(ZoneOffset.UTC))
			.param("id", after.id())
			.param("size", size + 1)
			.query(UnreadableLogins::entry)
			.list();
		return Page.of(found, size, (last) -> Cursor.after(last.firstSeenAt(), last.id()));
	}

	private static UnreadableLogin entry(ResultSet rs, int row) throws SQLException {
		OffsetDateTime created = rs.getObject("created_at", OffsetDateTime.class);
		return new UnreadableLogin(rs.getLong("id"), rs.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
				(created != null) ? created.toInstant() : null, Flaw.valueOf(rs.getString("flaw")), rs.getString("raw"),
				rs.getBoolean("is_cut"));
	}

	/** A place in the list. */
	private record Place(Instant at, long id) {

		private static final Place START = new Place(Cursor.END_OF_TIME, Long.MAX_VALUE);

	}

}

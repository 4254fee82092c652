package dev.postern.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import dev.postern.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A link of the hash chain as it is stored. Its hash is SHA-256 over the hash before it
 * and the fields as netstrings ({@code length in bytes:text,}, or {@code -,} for none) in
 * UTF-8, in hexadecimal digits; {@code audit_add_link} in the database makes it, this
 * class checks it. Entries with neither way nor address, as those from before these were
 * kept, are without the two at the end.
 */
record ChainLink(long seq, String previousHash, String hash, List<@Nullable String> fields) {

	private static final HexFormat HEX = HexFormat.of();

	static final String COLUMNS = "l.seq, l.previous_hash, l.hash, e.at, e.actor_kind, e.actor_name, e.action, "
			+ "e.subject_kind, e.subject_id, e.subject_name, e.before, e.after, e.request_id, e.via, e.client_address";

	private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

	private static final List<String> TEXTS = List.of("actor_kind", "actor_name", "action", "subject_kind",
			"subject_id", "subject_name", "before", "after", "request_id");

	/** What counts for the hash only where one of them is there. */
	private static final List<String> LATER_TEXTS = List.of("via", "client_address");

	static ChainLink of(ResultSet rs, int row) throws SQLException {
		List<@Nullable String> fields = new ArrayList<>();
		fields.add(String.valueOf(rs.getLong("seq")));
		OffsetDateTime at = rs.getObject("at", OffsetDateTime.class);
		fields.add((at != null) ? AT.format(at.withOffsetSameInstant(ZoneOffset.UTC)) : null);
		for (String text : TEXTS) {
			fields.add(rs.getString(text));
		}
		List<@Nullable String> later = new ArrayList<>();
		for (String text : LATER_TEXTS) {
			later.add(rs.getString(text));
		}
		if (later.stream().anyMatch(Objects::nonNull)) {
			fields.addAll(later);
		}
		return new ChainLink(rs.getLong("seq"), HEX.formatHex(rs.getBytes("previous_hash")),
				HEX.formatHex(rs.getBytes("hash")), fields);
	}

	/** Whether the entry that this link holds is still there. */
	boolean holdsEntry() {
		return this.fields.get(1) != null;
	}

	/** Whether the fields are what they were when the link was made. */
	boolean isGenuine() {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		text.writeBytes(HEX.parseHex(this.previousHash));
		this.fields.forEach((field) -> text.writeBytes(netstring(field)));
		return Sha256.of(text.toByteArray()).equals(this.hash);
	}

	private static byte[] netstring(@Nullable String field) {
		if (field == null) {
			return "-,".getBytes(StandardCharsets.UTF_8);
		}
		int length = field.getBytes(StandardCharsets.UTF_8).length;
		return (length + ":" + field + ",").getBytes(StandardCharsets.UTF_8);
	}

}

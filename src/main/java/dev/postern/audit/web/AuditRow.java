package dev.postern.audit.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.postern.audit.AuditEvent;
import dev.postern.audit.FieldDiff;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry with what it changed, as the list shows it. */
record AuditRow(AuditEvent event, List<FieldDiff> diffs) {

	/** Of what changes nothing; a change is called by its name. */
	private static final Map<String, String> WORDS = Map.of("person.signed-in", "audit.action.signed-in",
			"person.signed-out", "audit.action.signed-out", "sign-in.refused", "audit.action.sign-in-refused",
			"token.refused", "audit.action.token-refused", "export.downloaded", "audit.action.export",
			"ssh-config.downloaded", "audit.action.ssh-config", "account.checked", "audit.action.account-checked");

	AuditRow {
		diffs = List.copyOf(diffs);
	}

	static AuditRow of(AuditEvent event) {
		return new AuditRow(event, FieldDiff.between(event.before(), event.after()));
	}

	/** The text that says what was done; {@code null} for a change. */
	public @Nullable String words() {
		return WORDS.get(this.event.action());
	}

	/** The text of the reason for which somebody was refused. */
	public String reason() {
		return "audit.reason.%s".formatted(detail("reason").map(JsonNode::asString).orElse(""));
	}

	/** How many the entry speaks of. */
	public long count() {
		return detail("count").map(JsonNode::asLong).orElse(1L);
	}

	/** Whether what was done was done to somebody or something else. */
	public boolean namesSubject() {
		return words() == null || !(this.event.subject().name().equals(this.event.actor().name())
				|| this.event.subject().name().equals(this.event.subject().id()));
	}

	/** The way without the name that follows it. */
	public @Nullable String way() {
		String via = this.event.via();
		return (via != null) ? via.replaceFirst(" .*", "") : null;
	}

	/** What the token or the client by which it was done is called. */
	public String wayName() {
		String via = this.event.via();
		return (via != null && via.indexOf(' ') > 0) ? via.substring(via.indexOf(' ') + 1) : "";
	}

	private Optional<JsonNode> detail(String name) {
		return Optional.ofNullable(this.event.after()).map((after) -> after.get(name));
	}

}

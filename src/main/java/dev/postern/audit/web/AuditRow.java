package dev.postern.audit.web;

import java.util.List;
import java.util.Optional;

import dev.postern.audit.AuditEvent;
import dev.postern.audit.FieldDiff;
import dev.postern.identity.traces.AddressText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry as people read it.
 *
 * @param access whom it let in or took out by name
 */
record AuditRow(AuditEvent event, AccessChange access) {

	/** How many people a sentence names. */
	private static final int MOST_NAMED = 3;

	AuditRow(AuditEvent event) {
		this(event, event.action().equals("server.edited") ? AccessChange.between(event.before(), event.after())
				: AccessChange.NONE);
	}

	/** What differs, field by field. */
	public List<FieldDiff> diffs() {
		return FieldDiff.between(this.event.before(), this.event.after());
	}

	/**
	 * The key of the text that says what was done: with the subject's name, the key of a
	 * reason, a number, and who was let in or taken out.
	 */
	public String words() {
		if (!this.access.any()) {
			return AuditActions.key(this.event.action());
		}
		if (this.access.tookOut().isEmpty()) {
			return "audit.action.let-in";
		}
		return this.access.letIn().isEmpty() ? "audit.action.took-out" : "audit.action.swapped";
	}

	/** The text of the reason for which somebody was refused. */
	public String reason() {
		return "audit.reason.%s".formatted(detail("reason").map((reason) -> reason.asString("none")).orElse("none"));
	}

	/** How many refusals the entry speaks of. */
	public long count() {
		return detail("count").map((count) -> count.asLong(1)).orElse(1L);
	}

	/** Who was let in by name; the first of many. */
	public String letIn() {
		return first(this.access.letIn());
	}

	/** Who was taken out by name; the first of many. */
	public String tookOut() {
		return first(this.access.tookOut());
	}

	/** From where the request came. */
	public @Nullable String address() {
		String address = this.event.clientAddress();
		return (address != null) ? AddressText.of(address) : null;
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

	private static String first(List<String> all) {
		String named = String.join(", ", all.subList(0, Math.min(all.size(), MOST_NAMED)));
		return (all.size() > MOST_NAMED) ? named + " …" : named;
	}

	/** Of refusals alone: what others keep under such names is not about that. */
	private Optional<JsonNode> detail(String name) {
		return this.event.action().endsWith(".refused")
				? Optional.ofNullable(this.event.after()).map((after) -> after.get(name)) : Optional.empty();
	}

}

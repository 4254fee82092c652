package dev.postern.servers.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.servers.form.RuleKind.Separation;
import dev.postern.ui.input.PastedText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One row of a policy's form: whom it names, of one kind.
 *
 * @param kind the key of a {@link RuleKind}, or {@code other}
 * @param provider the id of the identity provider, where the kind has one
 * @param name what the values have in common, where the kind has such a thing, for
 * example the name of a claim
 * @param values one or many, parted as the kind says; the whole rule in JSON for
 * {@code other}
 */
public record RuleForm(String kind, String provider, String name, String values) {

	private static final String OTHER = "other";

	static final String PROVIDER = "identity_provider_id";

	private static final int MOST_LINES = 12;

	public RuleForm(@Nullable String kind, @Nullable String provider, @Nullable String name, @Nullable String values) {
		this.kind = Objects.requireNonNullElse(kind, OTHER);
		this.provider = Objects.requireNonNullElse(provider, "");
		this.name = Objects.requireNonNullElse(name, "");
		this.values = Objects.requireNonNullElse(values, "");
	}

	/** A row that nobody has filled in yet. */
	static RuleForm empty(RuleKind kind) {
		return new RuleForm(kind.key(), "", "", "");
	}

	static RuleForm of(Selector selector) {
		JsonNode rule = PolicyCodec.write(selector);
		if (selector instanceof Selector.Other) {
			return new RuleForm(OTHER, "", "", rule.toString());
		}
		RuleKind kind = RuleKind.of(rule.propertyNames().iterator().next()).orElseThrow();
		JsonNode body = rule.path(kind.key());
		return new RuleForm(kind.key(), text(body, PROVIDER), text(body, kind.nameField()),
				text(body, kind.valueField()));
	}

	/** {@code null} for a rule that Postern does not interpret. */
	public @Nullable RuleKind known() {
		return RuleKind.of(this.kind).orElse(null);
	}

	/** Whether nothing was filled in, though the kind asks for something. */
	boolean isBlank() {
		RuleKind known = known();
		boolean nothing = Stream.of(this.provider, this.name, this.values).allMatch(String::isBlank);
		return known != null && nothing && (known.ofProvider() || !known.separation().allowsNone());
	}

	/** Whether values of both fit into one row. */
	boolean joins(RuleForm next) {
		RuleKind known = known();
		return known != null && !known.valueField().isEmpty() && known != RuleKind.COUNTRY
				&& (known.thing() == null || known.ofProvider()) && known.separation() != Separation.TOGETHER
				&& new RuleForm(this.kind, this.provider, this.name, next.values).equals(next) && !this.values.isBlank()
				&& !next.values.isBlank();
	}

	RuleForm with(RuleForm next) {
		return new RuleForm(this.kind, this.provider, this.name, this.values + "\n" + next.values);
	}

	/** Whether there is one value at most, so that it can be chosen from a list. */
	public boolean isSingle() {
		return entries().size() <= 1;
	}

	/** How many lines it takes to show the values. */
	public int lines() {
		return (int) Math.min(MOST_LINES, Math.max(1, this.values.lines().count()));
	}

	/** The values that were entered; an empty one where one is missing. */
	List<Entry> entries() {
		RuleKind known = known();
		if (known == null || known.separation() == Separation.NONE || known.separation() == Separation.TOGETHER) {
			return List.of(new Entry(1, this.values));
		}
		List<Entry> entries = new ArrayList<>();
		Function<String, List<String>> parted = known.separation().byLine() ? PastedText::lines : PastedText::words;
		List<String> lines = this.values.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			for (String value : parted.apply(lines.get(i))) {
				entries.add(new Entry(i + 1, value));
			}
		}
		return entries.isEmpty() ? List.of(new Entry(1, "")) : entries;
	}

	private static String text(JsonNode body, String field) {
		JsonNode value = body.path(field);
		return value.isArray() ? String.join(" ", value.valueStream().map(JsonNode::asString).toList())
				: value.asString("");
	}

	/**
	 * One value of a row.
	 *
	 * @param line on which line of the row it stands, from 1 on
	 */
	record Entry(int line, String value) {
	}

}

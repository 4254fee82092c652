package dev.postern.rules.words;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.postern.rules.Selector;

/** A message that is independent of language: codes of texts, values, names and lists. */
public sealed interface Phrase {

	static Phrase text(String code, Phrase... parts) {
		return new Text(code, List.of(parts));
	}

	static Phrase value(String value) {
		return new Value(value);
	}

	static Phrase number(int number) {
		return value(Integer.toString(number));
	}

	/** Joins items; a single item stands alone. */
	static Phrase listing(Conjunction conjunction, List<Phrase> items) {
		return (items.size() == 1) ? items.getFirst() : new Listing(conjunction, items);
	}

	/**
	 * Replaces ids by names.
	 * @param names empty for an id that has no name, which stays
	 */
	default Phrase named(Function<Id, Optional<String>> names) {
		return switch (this) {
			case Text(var code, var parts) -> new Text(code, parts.stream().map((part) -> part.named(names)).toList());
			case Listing(var conjunction, var items) ->
				new Listing(conjunction, items.stream().map((item) -> item.named(names)).toList());
			case Id id -> names.apply(id).<Phrase>map(Value::new).orElse(id);
			case Value _, CountryName _ -> this;
		};
	}

	/**
	 * A text of {@code messages.properties}.
	 *
	 * @param parts what stands at {@code {0}} and so on
	 */
	record Text(String code, List<Phrase> parts) implements Phrase {

		public Text {
			parts = List.copyOf(parts);
		}

	}

	/** A value as people wrote it, for example an e-mail address. */
	record Value(String value) implements Phrase {
	}

	/**
	 * The name of a country.
	 *
	 * @param code as {@link Selector.Country} takes it
	 */
	record CountryName(String code) implements Phrase {
	}

	/** The id of a resource whose name the caller looks up. */
	record Id(ResourceKind kind, String id) implements Phrase {
	}

	/** A kind of resource that has an id and a name. */
	enum ResourceKind {

		ACCESS_GROUP, PROVIDER, PROVIDER_GROUP, SERVICE_TOKEN, EMAIL_LIST, IP_LIST, DEVICE_CHECK, APPLICATION, ACCOUNT

	}

	/** A list: <em>a, b and c</em>. */
	record Listing(Conjunction conjunction, List<Phrase> items) implements Phrase {

		public Listing {
			items = List.copyOf(items);
		}

	}

	/**
	 * The conjunction before the last item. {@code AND_APART} separates items by
	 * semicolons, so that a restriction of one item is not read as one of all.
	 */
	enum Conjunction {

		AND, OR, AND_AT_ONCE, AND_APART

	}

}

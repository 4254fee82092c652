package dev.postern.rules.words;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.postern.rules.Selector;

/** Plain words to be: what is to be said, without the language it is said in. */
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

	/** One item stands alone; several are joined. */
	static Phrase listing(Conjunction conjunction, List<Phrase> items) {
		return (items.size() == 1) ? items.getFirst() : new Listing(conjunction, items);
	}

	/**
	 * The same words with names in place of ids.
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

	/** The id of something that has a name elsewhere. */
	record Id(ResourceKind kind, String id) implements Phrase {
	}

	/** What has an id and a name. */
	enum ResourceKind {

		ACCESS_GROUP, PROVIDER, PROVIDER_GROUP, SERVICE_TOKEN, EMAIL_LIST, IP_LIST, DEVICE_CHECK, APPLICATION, ACCOUNT

	}

	/** Several of a kind in one breath: <em>a, b and c</em>. */
	record Listing(Conjunction conjunction, List<Phrase> items) implements Phrase {

		public Listing {
			items = List.copyOf(items);
		}

	}

	/**
	 * What joins the last item of a list to the others; apart, where what is said of one
	 * must not be taken for all.
	 */
	enum Conjunction {

		AND, OR, AND_AT_ONCE, AND_APART

	}

}

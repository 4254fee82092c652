package dev.postern.rules;

import java.util.List;

/** Plain words to be: what is to be said, without the language it is said in. */
public sealed interface Phrase {

	static Phrase text(String code, Phrase... parts) {
		return new Text(code, List.of(parts));
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
	 * @param code ISO 3166-1 alpha-2
	 */
	record CountryName(String code) implements Phrase {
	}

	/** Several of a kind in one breath: <em>a, b and c</em>. */
	record Listing(Joint joint, List<Phrase> items) implements Phrase {

		public Listing {
			items = List.copyOf(items);
		}

	}

	/** What joins the last item of a list to the others. */
	enum Joint {

		AND, OR

	}

}

package dev.postern.ui.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;

/**
 * What somebody looks for.
 *
 * @param typed without blanks around it
 * @param spellings how it may stand in texts in lower case: as it was typed, and with
 * domains as Postern keeps them
 */
public record SoughtText(String typed, Set<String> spellings) {

	static final int LONGEST = 100;

	private static final int EXACT = 0;

	private static final int BEGINNING = 2;

	private static final int BEGINNING_OF_A_WORD = 4;

	private static final int WITHIN = 6;

	private static final int WORD_BY_WORD = 8;

	private static final int NOWHERE = Integer.MAX_VALUE;

	public SoughtText {
		spellings = Set.copyOf(spellings);
	}

	/**
	 * Reads what somebody typed; empty when that is nothing.
	 * @throws InvalidInput when it is too long, or holds what nobody sees
	 */
	public static Optional<SoughtText> of(String typed) {
		String text = typed.strip();
		if (text.length() > LONGEST) {
			throw InvalidInput.of("q", text.substring(0, LONGEST) + "…", "ui.search.too-long", LONGEST, text.length());
		}
		if (!PlainText.isPlain(text)) {
			throw InvalidInput.of("q", PlainText.visible(text), "ui.search.not-plain");
		}
		return text.isEmpty() ? Optional.empty()
				: Optional.of(new SoughtText(text, Stream
					.of(text, EmailAddress.sought(text), Hostname.inAnySpelling(text).map(Hostname::value).orElse(text))
					.map((spelling) -> spelling.toLowerCase(Locale.ROOT))
					.collect(Collectors.toSet())));
	}

	/**
	 * Those that it fits, the best first: whole texts, beginnings, beginnings of words,
	 * and then any part; among equals the first text decides.
	 * @param texts what is looked at of each, its name first
	 */
	public <T> List<T> among(Collection<T> things, Function<T, List<String>> texts) {
		return things.stream()
			.map((thing) -> ranked(thing, texts.apply(thing)))
			.filter((ranked) -> ranked.rank() < NOWHERE)
			.sorted(Comparator.<Ranked<T>>comparingInt(Ranked::rank).thenComparing(Ranked::name))
			.map(Ranked::thing)
			.toList();
	}

	/** Whether it is in a text, whatever the case. */
	public boolean isIn(String text) {
		String lower = text.toLowerCase(Locale.ROOT);
		return this.spellings.stream().anyMatch(lower::contains);
	}

	private <T> Ranked<T> ranked(T thing, List<String> texts) {
		List<String> lower = texts.stream().map((text) -> text.toLowerCase(Locale.ROOT)).toList();
		int best = IntStream.range(0, lower.size())
			.map((at) -> rank(lower.get(at), (at == 0) ? 0 : 1))
			.min()
			.orElse(NOWHERE);
		return new Ranked<>((best < NOWHERE) ? best : wordByWord(lower), lower.getFirst(), thing);
	}

	private int rank(String text, int besides) {
		return this.spellings.stream().mapToInt((sought) -> {
			int at = text.indexOf(sought);
			if (at < 0) {
				return NOWHERE;
			}
			if (at == 0) {
				return ((text.length() == sought.length()) ? EXACT : BEGINNING) + besides;
			}
			return (Character.isLetterOrDigit(text.charAt(at - 1)) ? WITHIN : BEGINNING_OF_A_WORD) + besides;
		}).min().orElse(NOWHERE);
	}

	private int wordByWord(List<String> texts) {
		List<String> words = List.of(this.typed.toLowerCase(Locale.ROOT).split("\\s+"));
		return (words.size() > 1
				&& words.stream().allMatch((word) -> texts.stream().anyMatch((text) -> text.contains(word))))
						? WORD_BY_WORD : NOWHERE;
	}

	private record Ranked<T>(int rank, String name, T thing) {
	}

}

package dev.postern.kernel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The place in a long list after which a part begins: the key of the last row before it.
 * Callers send back what a part of the list said and read nothing from it.
 */
public final class Cursor {

	/** No row is newer. */
	public static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

	/** Greater than each id that is given out at random. */
	public static final UUID LAST_ID = new UUID(-1, -1);

	private static final int LONGEST = 2_000;

	private static final int LONGEST_SHOWN = 100;

	private static final char SEPARATOR = '\0';

	private Cursor() {
	}

	/** The cursor of what follows a row with this key. */
	public static String after(Object... key) {
		String text = Arrays.stream(key).map(Object::toString).collect(Collectors.joining(String.valueOf(SEPARATOR)));
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Reads a cursor.
	 * @param start where the list begins; taken when there is no cursor
	 * @param place makes a place of the key's values, in the order in which they were
	 * given to {@link #after}
	 * @throws InvalidInput when no list with such a key has given it out
	 */
	public static <T> T read(@Nullable String text, T start, Function<Key, T> place) {
		if (text == null || text.isEmpty()) {
			return start;
		}
		try {
			Key key = new Key(decoded(text));
			T found = place.apply(key);
			if (key.values.hasNext()) {
				throw unknown(text);
			}
			return found;
		}
		catch (IllegalArgumentException | DateTimeException | NoSuchElementException | CharacterCodingException ex) {
			throw unknown(text);
		}
	}

	private static List<String> decoded(String text) throws CharacterCodingException {
		if (text.length() > LONGEST) {
			throw new IllegalArgumentException("longer than any cursor");
		}
		String key = StandardCharsets.UTF_8.newDecoder()
			.decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
			.toString();
		return List.of(key.split(String.valueOf(SEPARATOR), -1));
	}

	private static InvalidInput unknown(String text) {
		String shown = (text.length() <= LONGEST_SHOWN) ? text : text.substring(0, LONGEST_SHOWN) + "…";
		return InvalidInput.of("cursor", shown, "kernel.error.cursor");
	}

	/** The values of a key, read one after the other. */
	public static final class Key {

		private final Iterator<String> values;

		private Key(List<String> values) {
			this.values = values.iterator();
		}

		/** A text that is not empty. */
		public String text() {
			String text = this.values.next();
			if (text.isEmpty()) {
				throw new IllegalArgumentException("empty");
			}
			return text;
		}

		public long number() {
			return Long.parseLong(this.values.next());
		}

		public UUID uuid() {
			return UUID.fromString(this.values.next());
		}

		/** A time that the database can hold. */
		public Instant instant() {
			Instant instant = Instant.parse(this.values.next());
			if (instant.isBefore(Instant.EPOCH) || instant.isAfter(END_OF_TIME)) {
				throw new IllegalArgumentException("out of bounds");
			}
			return instant;
		}

	}

}

package dev.postern.servers.hostkeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.ServerSpec;

/**
 * Reads what administrators paste: public key files, what {@code ssh-keyscan} prints, and
 * lines of a {@code known_hosts}. No problem says anything of a line but its number, its
 * type of key and its names, since what is no public key may be a part of a secret one
 * (I9).
 *
 * @param keys each once, in order
 * @param names what the lines call the server
 */
public record PastedKeys(List<HostKey> keys, List<String> names) {

	/** What forms and JSON call the text. */
	public static final String FIELD = "keys";

	private static final int LONGEST = 64 * 1_024;

	private static final int MOST_LINES = 1_000;

	static final int MOST_PROBLEMS = 20;

	/** How secret keys begin, also where only their inside was copied. */
	private static final Pattern SECRET = Pattern.compile(
			"-----?\\s?BEGIN [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File-|b3BlbnNzaC1rZXktdj|SSH PRIVATE KEY FILE FORMAT",
			Pattern.CASE_INSENSITIVE);

	/** What is said of lines that were read to their end and hold public things only. */
	private static final Set<String> OF_PUBLIC_LINES = Stream
		.of("dsa", "certificate", "signature", "type", "hidden", "other-host", "rsa-short", "many", "fingerprint")
		.map(PastedKeys::code)
		.collect(Collectors.toUnmodifiableSet());

	public PastedKeys {
		keys = List.copyOf(keys);
		names = List.copyOf(names);
	}

	/** Whether nothing was pasted at all. */
	public static boolean isNothing(String text) {
		return text.isBlank();
	}

	/**
	 * Whether a text that was refused can be shown again: it was read to its end, and no
	 * line may be a part of a secret key (I9).
	 */
	public static boolean isNoSecret(InvalidInput refused) {
		return refused.problems().size() < MOST_PROBLEMS
				&& refused.problems().stream().map(FieldProblem::code).allMatch(OF_PUBLIC_LINES::contains);
	}

	/**
	 * Reads the keys of a server.
	 * @throws InvalidInput with the lines that cannot be taken, and what would be right
	 */
	public static PastedKeys read(String text, ServerSpec spec) {
		if (text.length() > LONGEST) {
			throw InvalidInput.of(FIELD, "", "servers.hostkeys.error.long");
		}
		List<String> lines = text.lines().map(PastedKeys::bare).toList();
		refuseSecrets(lines);
		if (lines.size() > MOST_LINES) {
			throw InvalidInput.of(FIELD, "", "servers.hostkeys.error.lines", lines.size(), MOST_LINES);
		}
		return new KeyReading(spec).read(lines);
	}

	/** Before anything else is said of any line. */
	private static void refuseSecrets(List<String> lines) {
		List<FieldProblem> secret = new ArrayList<>();
		for (int i = 0; i < lines.size() && secret.size() < MOST_PROBLEMS; i++) {
			if (SECRET.matcher(lines.get(i)).find()) {
				secret.add(FieldProblem.of(FIELD, "", "servers.hostkeys.error.secret", i + 1));
			}
		}
		if (!secret.isEmpty()) {
			throw new InvalidInput(secret);
		}
	}

	static String code(String ending) {
		return "servers.hostkeys.error." + ending;
	}

	private static String bare(String line) {
		return line.replace("\ufeff", "").strip();
	}

}

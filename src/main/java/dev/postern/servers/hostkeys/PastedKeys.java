package dev.postern.servers.hostkeys;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
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

	private static final int MOST_KEYS = 20;

	private static final int MOST_PROBLEMS = 20;

	private static final int LONGEST_NAME = 60;

	/** How secret keys begin, also where only their inside was copied. */
	private static final Pattern SECRET = Pattern.compile(
			"-----?\\s?BEGIN [A-Z0-9 ]*PRIVATE KEY|PuTTY-User-Key-File-|b3BlbnNzaC1rZXktdj|SSH PRIVATE KEY FILE FORMAT",
			Pattern.CASE_INSENSITIVE);

	/** Public keys as other programs write them. */
	private static final Pattern OTHER_FORMAT = Pattern
		.compile("-----?\\s?BEGIN (?:SSH2 PUBLIC KEY|[A-Z ]*PUBLIC KEY|CERTIFICATE).*");

	private static final Pattern FINGERPRINT = Pattern.compile("(?:[0-9]+ )?(?:SHA256:|MD5:)\\S+.*");

	/** Where ssh-keygen and ssh-keyscan say whom the next lines are of. */
	private static final Pattern SAID = Pattern
		.compile("# Host (\\S{1,260}) found: line .*|# (\\S{1,260}?)(?::[0-9]{1,5})? SSH-.*");

	private static final Pattern TYPE = Pattern.compile("(?:sk-)?(?:ssh|ecdsa|rsa|webauthn)-[A-Za-z0-9@.-]{1,60}");

	/** A host, a pattern of hosts, or one whose name is hidden. */
	private static final Pattern NAME = Pattern
		.compile("!?[A-Za-z0-9._:*?%\\[\\]-]{1,255}|\\|1\\|[A-Za-z0-9+/=|]{1,100}");

	private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

	private static final String AUTHORITY = "@cert-authority";

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
		return new Reading(spec).read(lines);
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

	private static String code(String ending) {
		return "servers.hostkeys.error." + ending;
	}

	private static String bare(String line) {
		return line.replace("\ufeff", "").strip();
	}

	/** A line with a key. */
	private record Line(int number, Set<String> names, HostKey key) {
	}

	/** One look at a text. */
	private static final class Reading {

		private final List<FieldProblem> problems = new ArrayList<>();

		private final List<Line> found = new ArrayList<>();

		private final HostNames known;

		private final String hostname;

		Reading(ServerSpec spec) {
			this.known = new HostNames(spec);
			this.hostname = spec.hostname().value();
		}

		PastedKeys read(List<String> lines) {
			lines.forEach(this::learnName);
			for (int i = 0; i < lines.size() && this.problems.size() < MOST_PROBLEMS; i++) {
				readLine(i + 1, lines.get(i));
			}
			if (this.problems.isEmpty()) {
				refuseOtherHosts();
			}
			Set<HostKey> keys = new LinkedHashSet<>(this.found.stream().map(Line::key).toList());
			if (this.problems.isEmpty() && keys.isEmpty()) {
				reject("none");
			}
			if (this.problems.isEmpty() && keys.size() > MOST_KEYS) {
				reject("many", keys.size(), MOST_KEYS);
			}
			if (!this.problems.isEmpty()) {
				throw new InvalidInput(this.problems);
			}
			return new PastedKeys(List.copyOf(keys),
					List.copyOf(new TreeSet<>(this.found.stream().flatMap((line) -> line.names().stream()).toList())));
		}

		/** Names that are said openly tell whom hidden ones mean. */
		private void learnName(String line) {
			Matcher said = SAID.matcher(line);
			if (said.matches()) {
				this.known.add((said.group(1) != null) ? said.group(1) : said.group(2));
			}
		}

		private void readLine(int number, String line) {
			if (line.isEmpty() || line.startsWith("#")) {
				return;
			}
			List<String> words = new ArrayList<>(Arrays.asList(BLANKS.split(line, -1)));
			boolean authority = words.getFirst().equals(AUTHORITY);
			if (authority) {
				words.removeFirst();
			}
			else if (line.startsWith("@")) {
				reject("marker", number);
				return;
			}
			if (OTHER_FORMAT.matcher(line).matches()) {
				reject("format", number);
				return;
			}
			if (FINGERPRINT.matcher(line).matches()) {
				reject("fingerprint", number);
				return;
			}
			Set<String> names = Set.of();
			if (words.size() > 1 && !TYPE.matcher(words.getFirst()).matches() && TYPE.matcher(words.get(1)).matches()) {
				names = new HashSet<>(Arrays.asList(words.removeFirst().split(",", -1)));
			}
			if (!names.stream().allMatch(NAME.asMatchPredicate()) || words.size() < 2
					|| !TYPE.matcher(words.getFirst()).matches()) {
				reject("not-a-key", number);
				return;
			}
			// For whom an authority signs is said by what it is pinned to here.
			Set<String> hosts = authority ? Set.of() : names;
			key(number, words.get(0), words.get(1), authority).ifPresent((key) -> keep(number, hosts, key));
		}

		private void keep(int number, Set<String> said, HostKey key) {
			Set<String> names = new HashSet<>();
			for (String name : said) {
				if (name.startsWith("|")) {
					Optional<String> unhidden = this.known.unhidden(name);
					if (unhidden.isEmpty()) {
						reject("hidden", number, this.hostname);
						return;
					}
					names.add(unhidden.get());
				}
				else {
					names.add(name.toLowerCase(Locale.ROOT));
				}
			}
			this.found.add(new Line(number, names, key));
		}

		private Optional<HostKey> key(int number, String type, String base64, boolean authority) {
			if (type.endsWith("ssh-dss") || type.startsWith("ssh-dss-cert")) {
				reject("dsa", number);
			}
			else if (type.contains("-cert-v0")) {
				reject("certificate", number, type);
			}
			else if (type.startsWith("rsa-sha2-")) {
				reject("signature", number, type);
			}
			else if (KeyType.of(type).isEmpty()) {
				reject("type", number, type);
			}
			else {
				try {
					return Optional.of(HostKey.of(type, base64, authority));
				}
				catch (RefusedKey ex) {
					reject(ex.code(), Stream.concat(Stream.of(number), ex.args().stream()).toArray());
				}
			}
			return Optional.empty();
		}

		/**
		 * Lines that share a name or a key are of one host. More than one host is too
		 * many, unless all are this server under names that are known.
		 */
		private void refuseOtherHosts() {
			List<List<Line>> hosts = new ArrayList<>();
			for (Line line : this.found) {
				if (line.names().isEmpty()) {
					continue;
				}
				List<Line> host = new ArrayList<>(List.of(line));
				for (List<Line> other : List.copyOf(hosts)) {
					if (other.stream().anyMatch((one) -> isSame(one, line))) {
						hosts.remove(other);
						host.addAll(0, other);
					}
				}
				hosts.add(host);
			}
			List<List<Line>> ours = hosts.stream()
				.filter((host) -> host.stream().anyMatch((line) -> this.known.anyOf(line.names())))
				.toList();
			hosts.stream()
				.filter((host) -> hosts.size() > 1 && !ours.contains(host))
				.limit(MOST_PROBLEMS)
				.forEach((host) -> reject("other-host", host.getFirst().number(), shown(host.getFirst().names()),
						this.hostname));
		}

		private static boolean isSame(Line one, Line other) {
			return one.key().equals(other.key()) || one.names().stream().anyMatch(other.names()::contains);
		}

		private static String shown(Set<String> names) {
			String text = PlainText.visible(String.join(", ", new TreeSet<>(names)));
			return (text.length() <= LONGEST_NAME) ? text : text.substring(0, LONGEST_NAME - 1) + "…";
		}

		private void reject(String code, Object... args) {
			this.problems.add(FieldProblem.of(FIELD, "", PastedKeys.code(code), args));
		}

	}

}

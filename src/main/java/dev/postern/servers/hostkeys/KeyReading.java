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
import java.util.stream.Stream;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.ServerSpec;

/**
 * One look at pasted lines, one after the other. No problem says anything of a line but
 * its number, its type of key and its names (I9).
 */
final class KeyReading {

	private static final int MOST_KEYS = 20;

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

	private final List<FieldProblem> problems = new ArrayList<>();

	private final List<PastedLine> found = new ArrayList<>();

	private final HostNames known;

	private final String hostname;

	KeyReading(ServerSpec spec) {
		this.known = new HostNames(spec);
		this.hostname = spec.hostname().value();
	}

	PastedKeys read(List<String> lines) {
		lines.forEach(this::learnName);
		for (int i = 0; i < lines.size() && this.problems.size() < PastedKeys.MOST_PROBLEMS; i++) {
			readLine(i + 1, lines.get(i));
		}
		if (this.problems.isEmpty()) {
			refuseOtherHosts();
		}
		Set<HostKey> keys = new LinkedHashSet<>(this.found.stream().map(PastedLine::key).toList());
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
		this.found.add(new PastedLine(number, names, key));
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
	 * More than one host is too many, unless all are this server under names that are
	 * known.
	 */
	private void refuseOtherHosts() {
		List<PastedHost> hosts = PastedHost.of(this.found);
		if (hosts.size() > 1) {
			hosts.stream()
				.filter((host) -> !host.isKnownBy(this.known))
				.limit(PastedKeys.MOST_PROBLEMS)
				.forEach((host) -> reject("other-host", host.number(), host.shown(), this.hostname));
		}
	}

	private void reject(String code, Object... args) {
		this.problems.add(FieldProblem.of(PastedKeys.FIELD, "", PastedKeys.code(code), args));
	}

}

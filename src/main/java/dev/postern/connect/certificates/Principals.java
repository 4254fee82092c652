package dev.postern.connect.certificates;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.stored.MalformedValue;

/**
 * The names in certificates that are let in. A certificate names its person by what
 * stands in front of the {@code @} of their address, and by nothing else.
 *
 * @param names each can stand alone in a line that sshd reads, and means itself
 */
public record Principals(SortedSet<String> names) {

	/** How forms and calls name the list. */
	public static final String FIELD = "people";

	/** More than ever log in as one user. */
	static final int MOST = 1_000;

	/** The characters of dot-atoms; a line that begins with {@code #} is a remark. */
	private static final Pattern NAME = Pattern
		.compile("[A-Za-z0-9!$%&'*+/=?^_`{|}~.-][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{0,63}");

	private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");

	public Principals {
		names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
	}

	/** The names of these people; those that sshd could not read are left out. */
	public static Principals of(Collection<EmailAddress> people) {
		TreeSet<String> names = new TreeSet<>();
		people.stream()
			.map(Principals::localPart)
			.filter((name) -> NAME.matcher(name).matches())
			.limit(MOST)
			.forEach(names::add);
		return new Principals(names);
	}

	/**
	 * Reads what somebody typed: addresses, or what stands in front of their {@code @}.
	 * @throws InvalidInput naming each that cannot be taken
	 */
	public static Principals read(String text) {
		List<String> given = Stream.of(BETWEEN.split(text.strip())).filter((one) -> !one.isEmpty()).toList();
		if (given.size() > MOST) {
			throw InvalidInput.of(FIELD, String.valueOf(given.size()), "connect.certificates.error.many", MOST);
		}
		List<FieldProblem> problems = given.stream()
			.filter((one) -> !isName(one))
			.map((one) -> FieldProblem.of(FIELD, one, "connect.certificates.error.person"))
			.toList();
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return new Principals(new TreeSet<>(given.stream().map(Principals::name).toList()));
	}

	private static boolean isName(String given) {
		try {
			return NAME.matcher(name(given)).matches();
		}
		catch (MalformedValue ex) {
			return false;
		}
	}

	private static String name(String given) {
		return given.contains("@") ? localPart(EmailAddress.of(given)) : given.toLowerCase(Locale.ROOT);
	}

	/** What a certificate calls somebody. */
	public static String localPart(EmailAddress person) {
		return person.value().substring(0, person.value().lastIndexOf('@'));
	}

	/** As the file for sshd lists them. */
	String lines() {
		return String.join("\n", this.names);
	}

}

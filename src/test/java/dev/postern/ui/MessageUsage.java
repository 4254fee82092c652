package dev.postern.ui;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts that people read, and where the sources speak of them. */
final class MessageUsage {

	/** {@code #{key}} and {@code #{key(args)}}. */
	private static final Pattern KEY = Pattern.compile("#\\{([a-z][A-Za-z0-9.-]*)[}(]");

	/** {@code #{|a.${b}.c|}}: one part of the key is only known when the page is made. */
	private static final Pattern MADE_KEY = Pattern.compile("#\\{\\|([^|]*)\\|");

	/** {@code 'a.b.'} in a template, which goes on with something only known later. */
	private static final Pattern BEGUN_KEY = Pattern.compile("'([a-z][a-z.-]*\\.)'");

	/** What the Java sources give as the text of a problem or of an answer. */
	private static final Pattern CODE = Pattern
		.compile("(?:InvalidInput\\.of|FieldProblem\\.of|reason =|getMessage)\\W[^;{]*?\"([a-z]+(?:\\.[a-z0-9-]+)+)\"");

	private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

	/** What the three sentences of a problem add to its key. */
	private static final Pattern SENTENCE = Pattern.compile("\\.(?:what|means|todo)$");

	final Map<String, String> messages;

	final Map<String, String> templates;

	/** Keys that the Java sources name in full where a text is wanted. */
	final Set<String> codes;

	private final Set<String> literals;

	private MessageUsage(Map<String, String> messages, Map<String, String> templates, Set<String> literals,
			Set<String> codes) {
		this.messages = messages;
		this.templates = templates;
		this.literals = literals;
		this.codes = codes;
	}

	static MessageUsage ofSources() {
		Path main = Path.of("src/main");
		Set<String> literals = new TreeSet<>();
		Set<String> codes = new TreeSet<>();
		files(main.resolve("java"), ".java").values().forEach((source) -> {
			LITERAL.matcher(source).results().forEach((match) -> literals.add(match.group(1)));
			CODE.matcher(source).results().forEach((match) -> codes.add(match.group(1)));
		});
		return new MessageUsage(properties(main.resolve("resources/messages.properties")),
				files(main.resolve("resources/templates"), ".html"), literals, codes);
	}

	/** The keys that a template names in full. */
	static Set<String> keys(String template) {
		return KEY.matcher(template).results().map((match) -> match.group(1)).collect(Collectors.toSet());
	}

	/** The keys that a template puts together, as patterns. */
	static List<Pattern> madeKeys(String template) {
		Stream<Pattern> made = MADE_KEY.matcher(template)
			.results()
			.map((match) -> wildcard(match.group(1), "\\$\\{[^}]*}"));
		Stream<Pattern> begun = BEGUN_KEY.matcher(template)
			.results()
			.map((match) -> wildcard(match.group(1) + "%s", "%s"));
		return Stream.concat(made, begun).toList();
	}

	Set<String> keysOfTemplates() {
		return this.templates.values()
			.stream()
			.flatMap((template) -> keys(template).stream())
			.collect(Collectors.toSet());
	}

	/**
	 * Whether the Java sources name a key, in full or by a part of at least two words.
	 */
	boolean namedInCode(String key) {
		return this.literals.contains(key) || this.literals.contains(SENTENCE.matcher(key).replaceFirst(""))
				|| this.literals.stream().anyMatch((literal) -> leadsTo(literal, key));
	}

	private boolean leadsTo(String literal, String key) {
		if (literal.contains("%s") && literal.indexOf('.') > 0 && !literal.startsWith("%s")) {
			return wildcard(literal, "%s").matcher(key).matches();
		}
		if (!literal.endsWith(".") || !key.startsWith(literal)) {
			return false;
		}
		String rest = key.substring(literal.length());
		return literal.chars().filter((c) -> c == '.').count() >= 2 || this.literals.contains(rest)
				|| this.literals.contains(rest.replace('-', '_'));
	}

	private static Pattern wildcard(String text, String variable) {
		return Pattern
			.compile(Stream.of(text.split(variable, -1)).map(Pattern::quote).collect(Collectors.joining(".+")));
	}

	private static Map<String, String> properties(Path file) {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Map<String, String> sorted = new TreeMap<>();
		properties.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
		return sorted;
	}

	private static Map<String, String> files(Path root, String ending) {
		try (Stream<Path> paths = Files.walk(root)) {
			List<Path> found = paths.filter((path) -> path.toString().endsWith(ending)).toList();
			Map<String, String> texts = new TreeMap<>();
			for (Path path : found) {
				texts.put(root.relativize(path).toString(), Files.readString(path));
			}
			return texts;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** What a pattern finds in a text. */
	static List<String> found(Pattern pattern, String text) {
		return pattern.matcher(text).results().map(MatchResult::group).toList();
	}

}

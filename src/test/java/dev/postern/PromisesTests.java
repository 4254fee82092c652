package dev.postern;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/promises.md} says what is promised, where it is kept and what proves it;
 * {@code docs/field-cases.md} what is done about what others met.
 */
class PromisesTests {

	private static final Pattern HEADING = Pattern.compile("(?m)^## (I\\d+)\\b.*$");

	/** A class, or a test as {@code SomethingTests#method}. */
	private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*)(?:\\.\\w+)*(?:#(\\w+))?`");

	/** In a sentence, at the end of a test's name, or at its start. */
	private static final Pattern CITED = Pattern
		.compile("\\bI([1-9]\\d?)\\b|(?<=[a-z0-9_])I([1-9]\\d?)(?=[_(])|(?<=void )[iI]([1-9]\\d?)(?=[A-Z_])");

	private static final Pattern TEST_CLASS = Pattern.compile("`(\\w+Tests)\\b");

	private static final JavaClasses MAIN = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.postern");

	private static final JavaClasses TESTS = new ClassFileImporter()
		.withImportOption(new ImportOption.OnlyIncludeTests())
		.importPackages("dev.postern");

	private final SortedMap<String, String> promises = promises();

	@Test
	void everyPromiseNamesATestThatProvesIt() {
		assertThat(this.promises).hasSizeGreaterThanOrEqualTo(15);
		this.promises.forEach((promise, text) -> assertThat(proofs(text)).as(promise).isNotEmpty());
	}

	@Test
	void everyPromiseNamesWhereItIsKept() {
		this.promises
			.forEach((promise, text) -> assertThat(types(text)).as(promise).anyMatch((type) -> isAmong(MAIN, type)));
	}

	@Test
	void namesOnlyClassesAndTestsThatExist() {
		this.promises.forEach((promise, text) -> {
			assertThat(types(text)).filteredOn((type) -> !isAmong(MAIN, type) && !isAmong(TESTS, type))
				.as("classes of %s that do not exist", promise)
				.isEmpty();
			assertThat(proofs(text)).filteredOn((proof) -> !isATest(proof))
				.as("tests of %s that do not exist", promise)
				.isEmpty();
		});
	}

	@Test
	void everyNumberThatIsCitedIsAPromise() {
		SortedMap<String, SortedSet<String>> cited = new TreeMap<>();
		Stream.of("src/main/java", "src/test/java")
			.map(Path::of)
			.flatMap(PromisesTests::sources)
			.forEach((file) -> numbers(file)
				.forEach((number) -> cited.computeIfAbsent(number, (key) -> new TreeSet<>()).add(file.toString())));

		assertThat(cited).hasSizeGreaterThanOrEqualTo(15);
		cited.keySet().removeAll(this.promises.keySet());
		assertThat(cited).as("numbers that docs/promises.md does not define, and where they are cited").isEmpty();
	}

	@Test
	void documentsNameOnlyTestsThatExist() {
		Stream.of(Path.of(""), Path.of("docs"), Path.of("docs", "decisions"))
			.flatMap(PromisesTests::documents)
			.forEach((file) -> {
				assertThat(TEST_CLASS.matcher(read(file)).results().map((name) -> name.group(1)))
					.filteredOn((type) -> !isAmong(TESTS, type))
					.as("tests that %s names and that do not exist", file)
					.isEmpty();
				assertThat(proofs(read(file))).filteredOn((proof) -> !isATest(proof))
					.as("methods of tests that %s names and that do not exist", file)
					.isEmpty();
			});
	}

	@Test
	void everyCaseFromTheFieldSaysWhoReportedItAndWhatProvesIt() {
		assertThat(read(Path.of("docs", "field-cases.md")).lines().filter((line) -> line.matches("\\| \\d+ \\|.*")))
			.hasSizeGreaterThanOrEqualTo(12)
			.allSatisfy((row) -> {
				assertThat(row).contains("](https://");
				assertThat(proofs(row)).as(row).isNotEmpty();
			});
	}

	private static SortedMap<String, String> promises() {
		String document = read(Path.of("docs", "promises.md"));
		List<MatchResult> headings = HEADING.matcher(document).results().toList();
		SortedMap<String, String> promises = new TreeMap<>();
		for (int i = 0; i < headings.size(); i++) {
			int end = (i + 1 < headings.size()) ? headings.get(i + 1).start() : document.length();
			promises.put(headings.get(i).group(1), document.substring(headings.get(i).end(), end));
		}
		assertThat(promises).as("each number once").hasSameSizeAs(headings);
		return promises;
	}

	private static List<String> types(String text) {
		return NAME.matcher(text).results().map((name) -> name.group(1)).distinct().toList();
	}

	private static List<String> proofs(String text) {
		return NAME.matcher(text)
			.results()
			.filter((name) -> name.group(2) != null)
			.map((name) -> name.group(1) + "#" + name.group(2))
			.toList();
	}

	private static boolean isAmong(JavaClasses classes, String simpleName) {
		return classes.stream().anyMatch((type) -> type.getSimpleName().equals(simpleName));
	}

	private static boolean isATest(String name) {
		String[] parts = name.split("#", 2);
		return TESTS.stream()
			.filter((type) -> type.getSimpleName().equals(parts[0]))
			.map(JavaClass::getMethods)
			.anyMatch((methods) -> methods.stream()
				.anyMatch((method) -> method.getName().equals(parts[1])
						&& (method.isAnnotatedWith(Testable.class) || method.isMetaAnnotatedWith(Testable.class))));
	}

	private static SortedSet<String> numbers(Path file) {
		return CITED.matcher(read(file))
			.results()
			.map((citation) -> "I" + group(citation))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String group(MatchResult citation) {
		return Arrays.asList(citation.group(1), citation.group(2), citation.group(3))
			.stream()
			.filter((number) -> number != null)
			.findFirst()
			.orElseThrow();
	}

	private static Stream<Path> documents(Path folder) {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".md")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<Path> sources(Path root) {
		try (Stream<Path> files = Files.walk(root)) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList().stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

package dev.postern.connect;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Needs OpenSSH. Where it is not installed the tests are left out, unless
 * {@code POSTERN_REQUIRE_SSH=1} says that it has to be there: then they fail.
 */
@Tag("ssh")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(RequiresOpenSsh.Installed.class)
@interface RequiresOpenSsh {

	/** The programs that have to be there. */
	String[] value();

	/** Looks for the programs. */
	class Installed implements ExecutionCondition {

		private static final List<String> SYSTEM_PLACES = List.of("/usr/sbin", "/usr/local/sbin", "/usr/lib/openssh",
				"/usr/libexec", "/usr/libexec/openssh");

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			List<String> missing = context.getTestClass()
				.map((type) -> type.getAnnotation(RequiresOpenSsh.class))
				.stream()
				.flatMap((needed) -> Stream.of(needed.value()))
				.filter((program) -> find(program).isEmpty())
				.toList();
			if (!missing.isEmpty() && "1".equals(System.getenv("POSTERN_REQUIRE_SSH"))) {
				throw new IllegalStateException("not installed: " + missing);
			}
			return missing.isEmpty() ? ConditionEvaluationResult.enabled("OpenSSH is installed")
					: ConditionEvaluationResult.disabled("not installed: " + missing);
		}

		static Optional<Path> find(String program) {
			Stream<String> places = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1));
			return Stream.concat(places, SYSTEM_PLACES.stream())
				.map((place) -> Path.of(place, program))
				.filter(Files::isExecutable)
				.findFirst();
		}

	}

}

package dev.postern;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule language and the planner are functions: values in, values out, nothing else.
 */
class PurityTests {

	private static final Set<String> PURE_PACKAGES = Set.of("dev.postern.rules", "dev.postern.reconcile.plan");

	private static final Set<String> ALLOWED = Set.of("dev.postern.kernel", "org.jspecify.annotations",
			"tools.jackson.core", "tools.jackson.databind", "com.fasterxml.jackson.annotation", "java.lang",
			"java.math", "java.text", "java.time", "java.util", "java.net");

	private static final Set<String> EFFECTS = Set.of("java.lang.System", "java.lang.Thread", "java.lang.Runtime",
			"java.lang.Process", "java.lang.ProcessBuilder", "java.time.Clock", "java.util.Random", "java.util.Timer",
			"java.util.Scanner", "java.lang.ThreadLocal", "java.net.http", "java.net.Socket", "java.net.URL",
			"java.net.InetAddress", "java.util.logging", "java.util.concurrent", "java.lang.reflect");

	private static final Set<String> HIDDEN_INPUTS = Set.of("now", "randomUUID", "random", "getDefault",
			"systemDefault");

	@ParameterizedTest
	@ValueSource(strings = { "dev.postern.rules", "dev.postern.reconcile.plan" })
	void ruleLanguageAndPlannerOnlyCompute(String pure) {
		JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages(pure);

		assertThat(classes.stream().filter((type) -> type.getPackageName().startsWith(pure))).hasSizeGreaterThan(5);
		ArchRuleDefinition.classes().should(onlyCompute()).check(classes);
	}

	@ParameterizedTest
	@ValueSource(classes = { Logs.class, AsksTheTime.class, HoldsAClock.class, Waits.class, DrawsLots.class,
			IsABean.class, ReadsTheEnvironment.class })
	void ruleBites(Class<?> impure) {
		JavaClasses planted = new ClassFileImporter().importClasses(impure);

		assertThat(ArchRuleDefinition.classes().should(onlyCompute()).evaluate(planted).hasViolation()).isTrue();
	}

	private static ArchCondition<JavaClass> onlyCompute() {
		return new ArchCondition<>("only compute") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				type.getDirectDependenciesFromSelf()
					.stream()
					.filter((dependency) -> !allowed(type, dependency.getTargetClass().getBaseComponentType()))
					.forEach((dependency) -> events
						.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
				type.getAccessesFromSelf()
					.stream()
					.filter(PurityTests::readsAHiddenInput)
					.forEach((access) -> events.add(SimpleConditionEvent.violated(type, access.getDescription())));
			}
		};
	}

	private static boolean allowed(JavaClass from, JavaClass to) {
		String name = to.getName();
		boolean moduleDeclaration = from.getSimpleName().equals("package-info")
				&& (name.startsWith("org.springframework.modulith.ApplicationModule")
						|| name.equals("org.springframework.modulith.NamedInterface"));
		return to.isPrimitive() || moduleDeclaration || name.equals("java.io.Serializable")
				|| ((within(PURE_PACKAGES, name) || within(ALLOWED, name)) && !within(EFFECTS, name));
	}

	private static boolean within(Set<String> roots, String name) {
		return roots.stream()
			.anyMatch((root) -> name.equals(root) || name.startsWith(root + ".") || name.startsWith(root + "$"));
	}

	private static boolean readsAHiddenInput(JavaAccess<?> access) {
		return HIDDEN_INPUTS.contains(access.getName()) && access.getTargetOwner().getName().startsWith("java.");
	}

	static class Logs {

		private static final Logger log = LoggerFactory.getLogger(Logs.class);

		void work() {
			log.info("Worked");
		}

	}

	static class AsksTheTime {

		Instant work() {
			return Instant.now();
		}

	}

	record HoldsAClock(Clock clock) {
	}

	static class Waits {

		void work() throws InterruptedException {
			Thread.sleep(1);
		}

	}

	static class DrawsLots {

		UUID work() {
			return UUID.randomUUID();
		}

	}

	@Component
	static class IsABean {

	}

	static class ReadsTheEnvironment {

		String work() {
			return System.getenv("HOME");
		}

	}

}

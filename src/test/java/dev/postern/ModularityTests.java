package dev.postern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The house stands as its packages declare it. */
class ModularityTests {

	/** What somebody can look over who comes in for the first time. */
	private static final long MOST_FILES = 30;

	private static final ApplicationModules MODULES = ApplicationModules.of(PosternApplication.class);

	private static final JavaClasses HOUSE = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("dev.postern");

	private static final JavaClasses TESTS = new ClassFileImporter()
		.withImportOption(new ImportOption.OnlyIncludeTests())
		.importPackages("dev.postern");

	@Test
	void eachModuleUsesOnlyWhatItDeclares() {
		assertThat(MODULES.stream().map((module) -> module.getIdentifier().toString())).contains("kernel", "rules",
				"cloudflare", "jobs", "identity", "ui", "tunnels", "servers", "reconcile", "audit");

		MODULES.verify();
	}

	@Test
	void eachModuleDeclaresWhatItMayUse() {
		assertThat(MODULES.stream().map((module) -> module.getBasePackage().getName())).allSatisfy((name) -> {
			ApplicationModule declaration = Class.forName(name + ".package-info")
				.getAnnotation(ApplicationModule.class);
			assertThat(declaration).as("of %s; a package-info.java in the tests would hide the one that counts", name)
				.isNotNull();
			assertThat(declaration.allowedDependencies()).doesNotContain(ApplicationModule.OPEN_TOKEN);
		});
	}

	@Test
	void eachPackageSaysThatNothingIsNullUnlessMarked() {
		List<String> packages = HOUSE.stream()
			.map(JavaClass::getPackage)
			.map(JavaPackage::getName)
			.distinct()
			.filter((name) -> !name.equals("dev.postern"))
			.toList();

		assertThat(packages).hasSizeGreaterThan(10)
			.allSatisfy((name) -> assertThat(Class.forName(name + ".package-info")).hasAnnotation(NullMarked.class));
	}

	@Test
	void noRoomsOfTheHouseGoRoundInACircle() {
		slices().matching("dev.postern.(**)").should().beFreeOfCycles().check(HOUSE);
	}

	@Test
	void noRoomsOfTheTestsGoRoundInACircle() {
		slices().matching("dev.postern.(**)").should().beFreeOfCycles().check(TESTS);
	}

	@Test
	void noRoomIsCrowded() throws IOException {
		for (Path root : List.of(Path.of("src/main/java"), Path.of("src/test/java"))) {
			Map<Path, Long> rooms;
			try (Stream<Path> files = Files.walk(root)) {
				rooms = files.filter((file) -> file.toString().endsWith(".java"))
					.collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
			}
			assertThat(rooms).hasSizeGreaterThan(10)
				.allSatisfy((room, files) -> assertThat(files).as("files in %s", room).isLessThanOrEqualTo(MOST_FILES));
		}
	}

}

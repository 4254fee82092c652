package dev.postern;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

import static org.assertj.core.api.Assertions.assertThat;

/** The house stands as its packages declare it. */
class ModularityTests {

	private static final ApplicationModules MODULES = ApplicationModules.of(PosternApplication.class);

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
		List<String> packages = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("dev.postern")
			.stream()
			.map(JavaClass::getPackage)
			.map(JavaPackage::getName)
			.distinct()
			.filter((name) -> !name.equals("dev.postern"))
			.toList();

		assertThat(packages).hasSizeGreaterThan(10)
			.allSatisfy((name) -> assertThat(Class.forName(name + ".package-info")).hasAnnotation(NullMarked.class));
	}

}

package dev.postern;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the documents show of the modules is what the modules are. Run with
 * {@code -Dpostern.docs.write=true} to bring the documents up to date.
 */
class DocumentationTests {

	private static final ApplicationModules MODULES = ApplicationModules.of(PosternApplication.class);

	@Test
	void contributingShowsTheModulesAsTheyAre() throws IOException {
		String picture = "\n```mermaid\n%s```\n\n".formatted(new ModuleMap(MODULES).mermaid());

		document(Path.of("CONTRIBUTING.md")).assertThatItHolds(picture);
	}

	@Test
	void canvasesAreThoseOfTheModules() throws IOException {
		document(Path.of("docs", "modules.md")).assertThatItHolds(new ModuleCanvases(MODULES).page());
	}

	/** Diagrams and canvases of Spring Modulith's own, for whoever wants more detail. */
	@Test
	void documenterDrawsEachModule() {
		new Documenter(MODULES).writeDocumentation();

		assertThat(Path.of("target", "spring-modulith-docs")).isDirectoryContaining("glob:**/components.puml")
			.isDirectoryContaining("glob:**/module-reconcile.adoc");
	}

	private static GeneratedDocument document(Path path) {
		return GeneratedDocument.of(path, DocumentationTests.class);
	}

}

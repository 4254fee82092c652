package dev.postern;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

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

	private static GeneratedDocument document(Path path) {
		return GeneratedDocument.of(path, DocumentationTests.class);
	}

}

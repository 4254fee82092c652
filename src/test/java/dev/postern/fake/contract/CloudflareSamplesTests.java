package dev.postern.fake.contract;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.postern.fake.contract.CloudflareSamples.Sample;
import dev.postern.fake.kernel.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CloudflareSamplesTests {

	@Test
	void manifestListsEachBodyOnce() throws IOException, URISyntaxException {
		URL manifest = Objects.requireNonNull(getClass().getResource("/cloudflare/samples/manifest.json"));
		try (Stream<Path> files = Files.list(Path.of(manifest.toURI()).resolveSibling("."))) {
			List<String> bodies = files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.equals("manifest.json"))
				.toList();

			assertThat(CloudflareSamples.all()).extracting(Sample::file).containsExactlyInAnyOrderElementsOf(bodies);
		}
	}

	@Test
	void eachBodyIsJson() {
		assertThat(CloudflareSamples.all()).hasSize(100)
			.allSatisfy((sample) -> assertThat(Json.parse(sample.text()).isContainer()).as(sample.file()).isTrue());
	}

}

package dev.postern.fake.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.postern.fake.kernel.Json;
import tools.jackson.databind.JsonNode;

/**
 * Bodies of Cloudflare's API that are kept in {@code src/test/resources/cloudflare},
 * where a README tells where they come from. None of them may be missing.
 */
public final class CloudflareSamples {

	private static final String FOLDER = "/cloudflare/samples/";

	private CloudflareSamples() {
	}

	/** All bodies that the manifest lists; there is at least one. */
	public static List<Sample> all() {
		List<Sample> samples = Json.parse(text("manifest.json")).valueStream().map(CloudflareSamples::sample).toList();
		if (samples.isEmpty()) {
			throw new IllegalStateException("The manifest of the samples lists none");
		}
		return samples;
	}

	/** The answers among them. */
	public static List<Sample> answers() {
		return all().stream().filter((sample) -> sample.kind().equals("response")).toList();
	}

	/** The text of one body. */
	public static String text(String file) {
		try (InputStream in = CloudflareSamples.class.getResourceAsStream(FOLDER + file)) {
			if (in == null) {
				throw new IllegalStateException("There is no sample %s%s on the class path".formatted(FOLDER, file));
			}
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Sample sample(JsonNode entry) {
		String file = entry.path("file").asString();
		return new Sample(file, entry.path("kind").asString(), entry.path("status").asInt(0), text(file));
	}

	/**
	 * One body.
	 *
	 * @param kind {@code request} or {@code response}
	 * @param status of an answer; 0 for a request
	 */
	public record Sample(String file, String kind, int status, String text) {

	}

}

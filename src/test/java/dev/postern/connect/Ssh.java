package dev.postern.connect;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the real ssh of this machine. */
final class Ssh {

	/** Found before a test takes the path away. */
	private static final String PROGRAM = RequiresOpenSsh.Installed.find("ssh").map(Path::toString).orElse("ssh");

	private Ssh() {
	}

	/**
	 * What ssh understands when it reads a config for a destination, on a computer
	 * without cloudflared on its path.
	 */
	static Result understood(Path config, String destination, String... options) {
		return run(Map.of("PATH", "/nowhere"),
				Stream
					.of(Stream.of(PROGRAM, "-G", "-T"), Stream.of(options),
							Stream.of("-F", config.toString(), "--", destination))
					.flatMap((some) -> some)
					.toList());
	}

	static Result run(Map<String, String> environment, List<String> command) {
		try {
			Path output = Files.createTempFile("ssh", ".out");
			Path errors = Files.createTempFile("ssh", ".err");
			ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile())
				.redirectError(errors.toFile())
				.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
			builder.environment().putAll(environment);
			Process process = builder.start();
			boolean ended = process.waitFor(60, TimeUnit.SECONDS);
			process.destroyForcibly();
			Result result = new Result(ended ? process.exitValue() : -1,
					new String(Files.readAllBytes(output), StandardCharsets.UTF_8),
					new String(Files.readAllBytes(errors), StandardCharsets.UTF_8));
			Files.delete(output);
			Files.delete(errors);
			return result;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * How it ended.
	 *
	 * @param exit -1 when it did not end in time
	 */
	record Result(int exit, String output, String errors) {

		String option(String keyword) {
			return this.output.lines()
				.filter((line) -> line.startsWith(keyword + " "))
				.map((line) -> line.substring(keyword.length() + 1))
				.reduce((a, b) -> a + " | " + b)
				.orElse("");
		}

	}

}

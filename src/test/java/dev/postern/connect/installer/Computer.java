package dev.postern.connect.installer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A home directory in which scripts run, and programs that can be made to fail. */
final class Computer {

	private final Path home;

	private final Path programs;

	private final Map<String, String> environment = new HashMap<>();

	Computer(Path directory) {
		try {
			this.home = Files.createDirectories(directory.resolve("home of me"));
			this.programs = Files.createDirectories(directory.resolve("programs"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static boolean has(String program) {
		return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
			.anyMatch((place) -> Files.isExecutable(Path.of(place, program)));
	}

	Path home() {
		return this.home;
	}

	Path file(String name) {
		return this.home.resolve(".ssh").resolve(name);
	}

	void say(String variable, String value) {
		this.environment.put(variable, value);
	}

	void write(String name, byte[] bytes) {
		try {
			Files.createDirectories(file(name).getParent());
			Files.write(file(name), bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void write(String name, String text) {
		write(name, text.getBytes(StandardCharsets.UTF_8));
	}

	byte @Nullable [] bytes(String name) {
		try {
			return Files.exists(file(name)) ? Files.readAllBytes(file(name)) : null;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Byte for byte, so that nothing of a file is lost in letters. */
	String text(String name) {
		return Optional.ofNullable(bytes(name))
			.map((read) -> new String(read, StandardCharsets.ISO_8859_1))
			.orElse("(none)");
	}

	String mode(String name) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(file(name), LinkOption.NOFOLLOW_LINKS));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<String> files() {
		try (Stream<Path> all = Files.list(this.home.resolve(".ssh"))) {
			return all.map((path) -> path.getFileName().toString()).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * From now on the n-th call of one of these programs does not do what it should.
	 * @param kill whether the script is killed then; the program just fails otherwise
	 */
	void strikeAt(int call, boolean kill, String... names) {
		try {
			Files.writeString(this.programs.resolve("calls"), "");
			for (String name : names) {
				Path real = Stream.of("/usr/bin", "/bin")
					.map((place) -> Path.of(place, name))
					.filter(Files::isExecutable)
					.findFirst()
					.orElseThrow();
				Path wrapper = this.programs.resolve(name);
				Files.writeString(wrapper, """
						#!/bin/sh
						echo >>'%1$s/calls'
						if [ "$(/usr/bin/wc -l <'%1$s/calls')" -eq %2$d ] && /bin/mkdir '%1$s/struck' 2>/dev/null; then
						    %3$s
						    exit 1
						fi
						exec %4$s "$@"
						""".formatted(this.programs, call,
						kill ? "kill -9 \"$(/bin/cat '%s/pid')\"".formatted(this.programs) : ":", real));
				Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Programs in a pipe can pass each other, so that a call has no certain number. */
	boolean struck() {
		return Files.exists(this.programs.resolve("struck"));
	}

	int calls() {
		try (Stream<String> lines = Files.lines(this.programs.resolve("calls"))) {
			return (int) lines.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Programs of a script that was killed may still run: they strike nobody after it.
	 */
	void noMoreStrikes() {
		Path struck = this.programs.resolve("struck");
		try (Stream<Path> all = Files.list(this.programs)) {
			Files.createDirectories(struck);
			for (Path path : all.filter((one) -> !one.equals(struck)).toList()) {
				Files.deleteIfExists(path);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Result run(String shell, String script, String... words) {
		try {
			Path file = Files.writeString(this.home.resolveSibling("script"), script);
			Path output = this.home.resolveSibling("output");
			Path errors = this.home.resolveSibling("errors");
			List<String> command = new ArrayList<>(List.of("/bin/sh", "-c",
					"echo $$ >'%s/pid'; exec \"$@\"".formatted(this.programs), "sh", shell, file.toString()));
			command.addAll(List.of(words));
			ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile())
				.redirectError(errors.toFile())
				.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
			builder.environment().put("HOME", this.home.toString());
			builder.environment().put("PATH", this.programs + ":" + System.getenv("PATH"));
			builder.environment().remove("POSTERN_TOKEN");
			builder.environment().putAll(this.environment);
			Process process = builder.start();
			boolean ended = process.waitFor(60, TimeUnit.SECONDS);
			process.destroyForcibly();
			return new Result(ended ? process.exitValue() : -1, Files.readString(output), Files.readString(errors));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** How a script ended. */
	record Result(int exit, String output, String errors) {
	}

}

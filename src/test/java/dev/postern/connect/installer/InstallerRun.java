package dev.postern.connect.installer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs a script that came from a portal on a {@link Computer}. */
public final class InstallerRun {

	private final Computer computer;

	private final Path directory;

	public InstallerRun(Path directory) {
		this.directory = directory;
		this.computer = new Computer(directory);
	}

	public static boolean has(String program) {
		return Computer.has(program);
	}

	public static String read(Path file) {
		try {
			return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	public void write(String name, String text) {
		this.computer.write(name, text);
	}

	public void token(String token) throws IOException {
		this.computer.write("postern_token", token + "\n");
		Files.setPosixFilePermissions(this.computer.file("postern_token"),
				PosixFilePermissions.fromString("rw-------"));
	}

	public String text(String name) {
		return this.computer.text(name);
	}

	public List<String> files() {
		return this.computer.files();
	}

	/** What it said went wrong; nothing when it ended well. */
	public String run(String script, String... words) {
		Computer.Result result = this.computer.run("/bin/sh", script, words);
		assertThat(result.exit() == 0).as(result.errors()).isEqualTo(result.errors().isEmpty());
		return result.errors();
	}

	/** The same, and what a program is called with is noted. */
	public String runNoting(String program, String script, String... words) throws IOException {
		Path wrapper = Files.writeString(this.directory.resolve("programs").resolve(program), """
				#!/bin/sh
				printf '%%s\\n' "$@" >>'%s'
				exec /usr/bin/%s "$@"
				""".formatted(this.directory.resolve("noted"), program));
		Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
		return run(script, words);
	}

	public String noted() {
		return read(this.directory.resolve("noted"));
	}

}

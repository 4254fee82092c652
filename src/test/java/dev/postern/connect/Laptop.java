package dev.postern.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * A person's computer: ssh, a stand-in for cloudflared on the path, a downloaded file.
 */
final class Laptop {

	private final Path directory;

	private final Path knownHosts;

	Laptop(Path directory, StandInEdge edge, String person, Path knownHosts) {
		this.directory = directory;
		this.knownHosts = knownHosts;
		String script = """
				#!/bin/sh
				exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %d '%s' "$@"
				""".formatted(Path.of(System.getProperty("java.home"), "bin", "java"), classes(),
				StandInCloudflared.class.getName(), edge.port(), person);
		try {
			Path program = Files.writeString(Files.createDirectory(directory.resolve("bin")).resolve("cloudflared"),
					script);
			Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void save(String config) {
		try {
			Files.writeString(this.directory.resolve("postern_config"), config);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Types {@code ssh alias command}. */
	Ssh.Result ssh(String alias, String command) {
		String path = this.directory.resolve("bin") + ":" + System.getenv("PATH");
		return Ssh.run(Map.of("PATH", path),
				List.of("ssh", "-F", this.directory.resolve("postern_config").toString(), "-o", "BatchMode=yes", "-o",
						"StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + this.knownHosts, alias, command));
	}

	private static Path classes() {
		return Path.of(StandInCloudflared.class.getProtectionDomain().getCodeSource().getLocation().getPath());
	}

}

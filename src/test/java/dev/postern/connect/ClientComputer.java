package dev.postern.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A person's computer: ssh, a stand-in for cloudflared on the path, a downloaded file.
 */
final class ClientComputer {

	private final Path directory;

	private final Path knownHosts;

	ClientComputer(Path directory, StandInEdge edge, String person, Path knownHosts) {
		this.directory = directory;
		this.knownHosts = knownHosts;
		String script = """
				#!/bin/sh
				[ "$2" != ssh-gen ] || exec sh '%s' "$4"
				exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s %d '%s' "$@"
				""".formatted(directory.resolve("ssh-gen"), Path.of(System.getProperty("java.home"), "bin", "java"),
				classes(), StandInCloudflared.class.getName(), edge.port(), person);
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
			// The home folder of this user is not the test's.
			Files.writeString(this.directory.resolve("postern_config"),
					config.replace("~/.cloudflared/", certificates() + "/"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * From now on {@code cloudflared access ssh-gen} fetches certificates.
	 * @param key the private key that signs them
	 * @param principals whom they name
	 * @param validity how long they last, as ssh-keygen takes it
	 */
	void fetchCertificates(Path key, String principals, String validity) {
		try {
			Files.createDirectories(certificates());
			Files.writeString(this.directory.resolve("ssh-gen"), """
					set -e
					key='%s'/"$1-cf_key"
					rm -f "$key" "$key.pub" "$key-cert.pub"
					ssh-keygen -q -t ecdsa -N '' -f "$key"
					ssh-keygen -q -s '%s' -I somebody -n '%s' -V '%s' "$key.pub"
					""".formatted(certificates(), key, principals, validity));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path certificates() {
		return this.directory.resolve("cloudflared-files");
	}

	/** Types {@code ssh alias command}. */
	Ssh.Result ssh(String alias, String command) {
		return ssh(Map.of(), "-F", this.directory.resolve("postern_config").toString(), alias, command);
	}

	/**
	 * Types {@code ssh alias command} where the files of the portal count, though the
	 * computer knows the server for everybody, and is careless where nothing else is
	 * said.
	 * @param knownHosts what stands in the file that the config looks into
	 */
	Ssh.Result sshWithKeysOfThePortal(String alias, String knownHosts, String command) {
		try {
			Path keys = Files.writeString(this.directory.resolve("postern_known_hosts"), knownHosts);
			Path config = this.directory.resolve("postern_config");
			String text = Files.readString(config);
			if (!text.contains(" " + KnownHosts.PATH + "\n")) {
				throw new IllegalStateException("the config names no such file");
			}
			// The home folder of this user is not the test's.
			Path moved = Files.writeString(this.directory.resolve("moved_config"),
					text.replace(KnownHosts.PATH, keys.toString()) + """

							Host *
							    GlobalKnownHostsFile %s
							    StrictHostKeyChecking no
							    HostKeyAlias elsewhere
							""".formatted(this.knownHosts));
			return Ssh.run(path(Map.of()),
					List.of("ssh", "-o", "BatchMode=yes", "-F", moved.toString(), alias, command));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Types a line where the downloaded file is the config of all programs that run ssh.
	 * Nothing of it is written to the home folder of who runs the tests.
	 */
	Process type(String line, Path folder) {
		try {
			for (String program : List.of("ssh", "scp", "sftp")) {
				Path real = RequiresOpenSsh.Installed.find(program).orElseThrow();
				Path script = Files.writeString(this.directory.resolve("bin").resolve(program),
						"""
								#!/bin/sh
								exec '%s' -F '%s' -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile='%s' -o ControlPath=none "$@"
								"""
							.formatted(real, this.directory.resolve("postern_config"), this.knownHosts));
				Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
			}
			ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec " + line).directory(folder.toFile())
				.redirectErrorStream(true);
			builder.environment().putAll(path(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1")));
			return builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Types {@code ssh} with options of one's own and more in the environment. */
	Ssh.Result ssh(Map<String, String> environment, String... arguments) {
		return Ssh.run(path(environment),
				Stream.concat(Stream.of("ssh", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o",
						"UserKnownHostsFile=" + this.knownHosts), Stream.of(arguments))
					.toList());
	}

	private Map<String, String> path(Map<String, String> environment) {
		Map<String, String> all = new HashMap<>(environment);
		all.put("PATH", this.directory.resolve("bin") + ":" + System.getenv("PATH"));
		return all;
	}

	private static Path classes() {
		return Path.of(StandInCloudflared.class.getProtectionDomain().getCodeSource().getLocation().getPath());
	}

}

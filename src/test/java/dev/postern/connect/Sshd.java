package dev.postern.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/** A real sshd on loopback with keys of its own, for the user who runs the tests. */
final class Sshd implements AutoCloseable {

	private final Path directory;

	private final int port;

	private final Process process;

	Sshd(Path directory) {
		this(directory, "");
	}

	/**
	 * One that does more.
	 * @param settings further lines of its configuration
	 */
	Sshd(Path directory, String settings) {
		this.directory = directory;
		this.port = freePort();
		key("host_key");
		key("id_ed25519");
		key("host_ca");
		keygen("-s", file("host_ca"), "-I", "db1", "-h", "-n", "ssh-db1.example.jp", file("host_key.pub"));
		try {
			Files.copy(directory.resolve("id_ed25519.pub"), directory.resolve("authorized_keys"));
			Path config = Files.writeString(directory.resolve("sshd_config"), """
					ListenAddress 127.0.0.1
					Port %d
					HostKey %s
					HostCertificate %s
					AuthorizedKeysFile %s
					PidFile none
					StrictModes no
					UsePAM no
					PasswordAuthentication no
					KbdInteractiveAuthentication no
					PermitRootLogin prohibit-password
					LogLevel VERBOSE
					%s
					""".formatted(this.port, directory.resolve("host_key"), directory.resolve("host_key-cert.pub"),
					directory.resolve("authorized_keys"), settings));
			if (user().equals("root")) {
				Files.createDirectories(Path.of("/run/sshd"));
			}
			this.process = new ProcessBuilder(RequiresOpenSsh.Installed.find("sshd").orElseThrow().toString(), "-D",
					"-e", "-f", config.toString())
				.redirectErrorStream(true)
				.redirectOutput(directory.resolve("sshd.log").toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		await().until(this::listens);
	}

	static String user() {
		return System.getProperty("user.name");
	}

	int port() {
		return this.port;
	}

	/** Runs a script for servers beside it, as root does on a server. */
	Ssh.Result run(String script, String word) {
		try {
			Path file = Files.writeString(this.directory.resolve("script.sh"), script);
			return Ssh.run(Map.of("POSTERN_SSH_DIR", this.directory.toString(), "POSTERN_SSHD",
					RequiresOpenSsh.Installed.find("sshd").orElseThrow().toString(), "POSTERN_RELOAD",
					"kill -HUP " + this.process.pid()), List.of("sh", file.toString(), word));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits until it has read its configuration so many times. */
	void awaitReading(int times) {
		await().until(() -> log().lines().filter((line) -> line.startsWith("Server listening")).count() == times);
	}

	String log() {
		return read("sshd.log");
	}

	/** The private key that opens it. */
	Path identityFile() {
		return this.directory.resolve("id_ed25519");
	}

	/** The public key that it shows. */
	String hostKey() {
		return read("host_key.pub");
	}

	/** A public key that it does not show. */
	String otherKey() {
		return read("id_ed25519.pub");
	}

	/** The public key of the authority that has signed its key for a certain name. */
	String authority() {
		return read("host_ca.pub");
	}

	private String read(String name) {
		try {
			return Files.readString(this.directory.resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Makes it known under a name, so that ssh can verify whom it talks to. */
	Path knownHosts(String hostname) {
		try {
			return Files.writeString(this.directory.resolve("known_hosts"),
					hostname + " " + Files.readString(this.directory.resolve("host_key.pub")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void key(String name) {
		keygen("-t", "ed25519", "-N", "", "-f", file(name));
	}

	private String file(String name) {
		return this.directory.resolve(name).toString();
	}

	private static void keygen(String... arguments) {
		Ssh.Result made = Ssh.run(Map.of(),
				Stream.concat(Stream.of("ssh-keygen", "-q"), Stream.of(arguments)).toList());
		if (made.exit() != 0) {
			throw new IllegalStateException("no key made: " + made);
		}
	}

	private boolean listens() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("sshd has ended, see " + this.directory.resolve("sshd.log"));
		}
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
	}

}

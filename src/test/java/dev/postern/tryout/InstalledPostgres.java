package dev.postern.tryout;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import org.springframework.util.FileSystemUtils;

/**
 * Runs a server from binaries that are installed. They refuse to be root; where the tests
 * are, the server gets a user namespace in which it is nobody, as the embedded one does.
 */
final class InstalledPostgres {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private InstalledPostgres() {
	}

	static PostgresServer start(Path binaries) {
		try {
			Path data = Files.createTempDirectory("postern-postgres");
			File log = data.resolveSibling(data.getFileName() + ".log").toFile();
			run(log, binaries.resolve("initdb").toString(), "--pgdata=" + data, "--username=postgres", "--auth=trust",
					"--encoding=UTF8", "--locale=C", "--no-sync");
			int port = freePort();
			Process server = begin(log, binaries.resolve("postgres").toString(), "-D", data.toString(), "-p",
					String.valueOf(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
					"fsync=off");
			Runtime.getRuntime().addShutdownHook(new Thread(server::destroyForcibly, "installed-postgres"));
			awaitAnswer(server, port, log);
			return new PostgresServer(port, () -> end(server, data, log));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void run(File log, String... command) throws IOException {
		try {
			Process process = begin(log, command);
			if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IllegalStateException("%s failed, see %s".formatted(command[0], log));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Process begin(File log, String... command) throws IOException {
		List<String> words = new ArrayList<>(
				"root".equals(System.getProperty("user.name")) ? List.of("unshare", "-U") : List.of());
		words.addAll(List.of(command));
		return new ProcessBuilder(words).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log))
			.start();
	}

	private static void awaitAnswer(Process server, int port, File log) {
		Awaitility.await("an answer of the server, see " + log)
			.pollInterval(Duration.ofMillis(50))
			.ignoreExceptions()
			.failFast(() -> !server.isAlive())
			.until(() -> {
				DriverManager.getConnection("jdbc:postgresql://localhost:%d/postgres".formatted(port), "postgres", "")
					.close();
				return true;
			});
	}

	private static void end(Process server, Path data, File log) throws IOException {
		server.destroy();
		server.onExit().completeOnTimeout(server, 10, TimeUnit.SECONDS).join();
		server.destroyForcibly().onExit().join();
		FileSystemUtils.deleteRecursively(data);
		Files.delete(log.toPath());
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}

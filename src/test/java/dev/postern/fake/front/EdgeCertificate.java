package dev.postern.fake.front;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for all names right below {@code example.jp}, made by the JDK's own
 * keytool once for each process, and contexts that show and trust it.
 */
final class EdgeCertificate {

	private static final char[] PASSWORD = "not-a-secret".toCharArray();

	private static final long PATIENCE = 60;

	private EdgeCertificate() {
	}

	static SSLContext context() {
		return Made.CONTEXT;
	}

	private static SSLContext make() {
		try {
			Path folder = Files.createTempDirectory("edge");
			Path file = folder.resolve("edge.p12");
			runKeytool(file);
			KeyStore keys = KeyStore.getInstance("PKCS12");
			try (InputStream stored = Files.newInputStream(file)) {
				keys.load(stored, PASSWORD);
			}
			Files.delete(file);
			Files.delete(folder);
			KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			shown.init(keys, PASSWORD);
			KeyStore trust = KeyStore.getInstance("PKCS12");
			trust.load(null, null);
			trust.setCertificateEntry("edge", keys.getCertificate("edge"));
			TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trusted.init(trust);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(shown.getKeyManagers(), trusted.getTrustManagers(), null);
			return context;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void runKeytool(Path file) throws IOException {
		String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		Process process = new ProcessBuilder(keytool, "-genkeypair", "-alias", "edge", "-keyalg", "EC", "-groupname",
				"secp256r1", "-dname", "CN=edge", "-ext", "san=dns:*.example.jp", "-validity", "30", "-storetype",
				"PKCS12", "-keystore", file.toString(), "-storepass", String.valueOf(PASSWORD))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		try {
			if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() != 0) {
				throw new IllegalStateException("keytool made no certificate");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Made when it is first asked for. */
	private static final class Made {

		static final SSLContext CONTEXT = make();

	}

}

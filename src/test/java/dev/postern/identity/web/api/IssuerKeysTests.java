package dev.postern.identity.web.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IssuerKeysTests {

	private final AtomicInteger asked = new AtomicInteger();

	private volatile boolean broken;

	private volatile String address = "";

	@TempDir
	private Path folder;

	private Path file;

	private HttpServer server;

	private String issuer;

	private IssuerKeys keys;

	@BeforeEach
	void start() throws IOException, JOSEException {
		this.file = this.folder.resolve("keys");
		String known = new JWKSet(new RSAKeyGenerator(2048).keyID("known").generate().toPublicJWK()).toString();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.issuer = "http://localhost:%d/realms/one".formatted(this.server.getAddress().getPort());
		this.address = this.issuer + "/keys";
		this.server.createContext("/realms/one/.well-known/openid-configuration", (exchange) -> answer(exchange, """
				{"issuer": "%s", "jwks_uri": "%s"}""".formatted(this.issuer, this.address)));
		this.server.createContext("/realms/one/keys", (exchange) -> {
			this.asked.incrementAndGet();
			answer(exchange, known);
		});
		Files.writeString(this.file, known);
		this.server.start();
		this.keys = IssuerKeys.of(this.issuer, null);
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void tokensOfUnknownKeysDoNotMakeARequestEach() throws KeySourceException {
		assertThat(this.keys.get(named("unknown"), null)).isEmpty();
		for (int token = 0; token < 200; token++) {
			JWKSelector unknown = named("unknown-" + token);
			assertThatExceptionOfType(RateLimitReachedException.class).as("nobody knows, and nobody is asked")
				.isThrownBy(() -> this.keys.get(unknown, null));
		}
		assertThat(this.asked).hasValueLessThanOrEqualTo(2);
		assertThat(this.keys.get(named("known"), null)).hasSize(1);
	}

	@Test
	void knownKeysGoOnWhileTheIssuerIsSilent() throws KeySourceException {
		assertThat(this.keys.get(named("known"), null)).hasSize(1);
		this.broken = true;

		for (int token = 0; token < 5; token++) {
			assertThatExceptionOfType(KeySourceException.class).as("nobody can say whether there is such a key")
				.isThrownBy(() -> this.keys.get(named("unknown"), null));
		}
		assertThat(this.keys.get(named("known"), null)).hasSize(1);
	}

	@Test
	void silentIssuerIsAskedAgain() throws KeySourceException {
		this.broken = true;
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> this.keys.get(named("known"), null));
		this.broken = false;

		assertThat(this.keys.get(named("known"), null)).hasSize(1);
	}

	@Test
	void metadataOfAnotherIssuerIsNotBelieved() {
		IssuerKeys other = IssuerKeys.of(this.issuer + "/", null);

		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> other.get(named("known"), null));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "/realms/one/keys", "realms/one/keys", "file:%s", "ftp://localhost/keys", "http:keys" })
	void whatIsNoAddressOfTheWebIsNotAskedAndFoundAnewNextTime(String named) throws KeySourceException {
		String right = this.address;
		this.address = named.formatted(this.file);
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> this.keys.get(named("known"), null));
		this.address = right;

		assertThat(this.keys.get(named("known"), null)).hasSize(1);
	}

	@Test
	void addressWhereNoKeysAreIsFoundAnewNextTime() throws KeySourceException {
		String right = this.address;
		this.address = this.issuer + "/moved";
		assertThatExceptionOfType(KeySourceException.class).isThrownBy(() -> this.keys.get(named("known"), null));
		this.address = right;

		assertThat(this.keys.get(named("known"), null)).hasSize(1);
	}

	private void answer(HttpExchange exchange, String text) throws IOException {
		try (exchange) {
			byte[] body = text.getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders(this.broken ? 503 : 200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private static JWKSelector named(String id) {
		return new JWKSelector(new JWKMatcher.Builder().keyID(id).build());
	}

}

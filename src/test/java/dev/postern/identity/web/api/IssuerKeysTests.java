package dev.postern.identity.web.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class IssuerKeysTests {

	private final AtomicInteger asked = new AtomicInteger();

	private volatile boolean broken;

	private HttpServer server;

	private String issuer;

	private IssuerKeys keys;

	@BeforeEach
	void start() throws IOException, JOSEException {
		RSAKey key = new RSAKeyGenerator(2048).keyID("known").generate().toPublicJWK();
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.issuer = "http://localhost:%d/realms/one".formatted(this.server.getAddress().getPort());
		this.server.createContext("/realms/one/.well-known/openid-configuration", (exchange) -> answer(exchange, """
				{"issuer": "%1$s", "jwks_uri": "%1$s/keys"}""".formatted(this.issuer)));
		this.server.createContext("/realms/one/keys", (exchange) -> {
			this.asked.incrementAndGet();
			answer(exchange, new JWKSet(key).toString());
		});
		this.server.start();
		this.keys = IssuerKeys.of(this.issuer, null);
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
	}

	@Test
	void tokensOfUnknownKeysDoNotMakeARequestEach() throws KeySourceException {
		for (int token = 0; token < 200; token++) {
			assertThat(this.keys.get(named("unknown-" + token), null)).isEmpty();
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

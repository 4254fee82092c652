package dev.postern.cloudflare;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.model.ServiceTokenWithSecret;
import dev.postern.cloudflare.transport.TransportConfiguration;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.api.Permission;
import dev.postern.kernel.LosslessJson;
import dev.postern.kernel.Secret;
import dev.postern.kernel.ServiceTokenId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Service tokens by the client. */
class CloudflareServiceTokensTests {

	private final FakeCloudflare fake = FakeCloudflare.start();

	@AfterEach
	void stop() {
		this.fake.close();
	}

	@Test
	void makesRotatesExtendsAndRemovesOne() {
		with((tokens) -> {
			ServiceTokenWithSecret made = tokens.create("ci", "720h");
			assertThat(works(made)).isTrue();
			assertThat(made.token().expiresAt()).isBetween(Instant.now().plus(Duration.ofDays(29)),
					Instant.now().plus(Duration.ofDays(31)));
			assertThat(tokens.all()).containsExactly(made.token());
			assertThat(tokens.get(made.token().id())).isEqualTo(made.token());

			ServiceTokenWithSecret rotated = tokens.rotate(made.token().id(),
					Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS));
			assertThat(works(made)).isTrue();
			assertThat(works(rotated)).isTrue();
			assertThat(works(tokens.rotate(made.token().id(), null))).isTrue();
			assertThat(works(rotated)).isFalse();
			assertThat(tokens.refresh(made.token().id()).expiresAt()).isAfterOrEqualTo(made.token().expiresAt());

			tokens.delete(made.token().id());
			assertThatExceptionOfType(Missing.class).isThrownBy(() -> tokens.get(made.token().id()));
			assertThatExceptionOfType(Missing.class).isThrownBy(() -> tokens.delete(made.token().id()));
			assertThat(tokens.all()).isEmpty();
		});
	}

	@Test
	void emptyListIsBelievedOnlyWithAProofI3() {
		this.fake.faults().on(Calls.GET_SERVICE_TOKEN).always().status(503);
		with((tokens) -> assertThatExceptionOfType(Unavailable.class).isThrownBy(tokens::all));

		with(List.of(Permission.ACCESS_APPS_WRITE),
				(tokens) -> assertThatExceptionOfType(Unauthorized.class).isThrownBy(tokens::all));
	}

	@Test
	void writesAreSentOnceI4() {
		this.fake.faults().on(Calls.CREATE_SERVICE_TOKEN).always().cutAfterCommit();
		with((tokens) -> assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> tokens.create("ci", "720h")));

		assertThat(this.fake.state().serviceTokens()).hasSize(1);
	}

	@Test
	void secretIsInNoTextOfWhatTheClientAnswersI9() {
		with((tokens) -> {
			ServiceTokenWithSecret made = tokens.create("ci", "720h");
			Secret secret = made.secret();

			assertThat(secret.reveal()).matches("[0-9a-f]{64}");
			assertThat(made.toString()).doesNotContain(secret.reveal());
			assertThat(LosslessJson.MAPPER.writeValueAsString(made)).doesNotContain(secret.reveal());
		});
	}

	@Test
	void unknownTokenIsMissing() {
		ServiceTokenId nobody = ServiceTokenId.of("3537a672-e4d8-4d89-aab9-26cb622918a1");

		with((tokens) -> {
			assertThatExceptionOfType(Missing.class).isThrownBy(() -> tokens.rotate(nobody, null));
			assertThatExceptionOfType(Missing.class).isThrownBy(() -> tokens.refresh(nobody));
		});
	}

	private boolean works(ServiceTokenWithSecret made) {
		return this.fake.state().accepts(made.token().clientId(), made.secret().reveal());
	}

	private void with(Consumer<CloudflareServiceTokens> work) {
		with(List.of(Permission.portal()), work);
	}

	private void with(List<Permission> permissions, Consumer<CloudflareServiceTokens> work) {
		client(permissions).run((context) -> work.accept(context.getBean(CloudflareServiceTokens.class)));
	}

	private ApplicationContextRunner client(List<Permission> permissions) {
		return new ApplicationContextRunner()
			.withUserConfiguration(CloudflareConfiguration.class, TransportConfiguration.class,
					CloudflareTestConfiguration.class)
			.withPropertyValues("postern.cloudflare.base-url=" + this.fake.baseUrl(),
					"postern.cloudflare.account-id=" + this.fake.accountId(),
					"postern.cloudflare.api-token=" + this.fake.addToken(permissions.toArray(Permission[]::new)));
	}

}

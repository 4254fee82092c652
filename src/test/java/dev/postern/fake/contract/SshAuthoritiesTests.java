package dev.postern.fake.contract;

import java.util.Optional;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.AccessAppId;
import dev.postern.servers.hostkeys.HostKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The authorities that sign short-lived ssh certificates. */
class SshAuthoritiesTests {

	private static final String APPS = "/accounts/{account}/access/apps";

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ApiClient api = ApiClient.of(this.cloudflare);

	private final AccessAppId app;

	SshAuthoritiesTests() {
		this.cloudflare.addZone("example.jp");
		this.app = this.cloudflare.asSomebodyElse().addApp("ssh-db1.example.jp", "dev@example.com");
	}

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void applicationHasOneAtMostWithARealKeyOfItsOwn() {
		String path = APPS + "/%s/ca".formatted(this.app);
		assertThat(this.api.get(path).status()).isEqualTo(404);
		assertThat(this.api.get(APPS + "/ca").result()).isEmpty();

		ApiClient.Reply made = this.api.post(path, "");

		assertThat(made.status()).isEqualTo(200);
		assertThat(HostKey.ofPublicKey(made.result().path("public_key").asString()).bits()).isEqualTo(256);
		assertThat(made.result().path("aud").asString())
			.isEqualTo(this.cloudflare.state().app("ssh-db1.example.jp").orElseThrow().path("aud").asString());
		assertThat(this.api.post(path, "").status()).isEqualTo(400);
		assertThat(this.api.get(path).result()).isEqualTo(made.result());
		assertThat(this.api.get(APPS + "/ca").result()).containsExactly(made.result());
		assertThat(this.cloudflare.state().signingKey("ssh-db1.example.jp"))
			.hasValueSatisfying((key) -> assertThat(key).startsWith("-----BEGIN PRIVATE KEY-----\n"));
	}

	@Test
	void authorityGoesAloneOrWithItsApplication() {
		String path = APPS + "/%s/ca".formatted(this.app);
		String key = this.api.post(path, "").result().path("public_key").asString();

		ApiClient.Reply gone = this.api.delete(path);
		assertThat(gone.status()).isEqualTo(202);
		assertThat(this.api.delete(path).status()).isEqualTo(404);
		assertThat(this.api.post(path, "").result().path("public_key").asString()).isNotEqualTo(key);

		this.cloudflare.asSomebodyElse().removeApp(this.app);
		assertThat(this.api.get(path).problem()).startsWith("404 11021");
		assertThat(this.api.get(APPS + "/ca").result()).isEmpty();
		assertThat(this.cloudflare.state().signingKey("ssh-db1.example.jp")).isEqualTo(Optional.empty());
	}

	@Test
	void someAccountsAnswerNothingForNone() {
		this.cloudflare.behaviour().nullForNoAuthority(true);

		ApiClient.Reply none = this.api.get(APPS + "/%s/ca".formatted(this.app));

		assertThat(none.status()).isEqualTo(200);
		assertThat(none.result().isNull()).isTrue();
	}

}

package dev.postern.fake.contract;

import java.util.Objects;

import dev.postern.fake.FakeCloudflareExtension;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One fake for a class of tests. */
class FakeCloudflareExtensionTests {

	@RegisterExtension
	static final FakeCloudflareExtension CLOUDFLARE = new FakeCloudflareExtension();

	private @Nullable ExtensionContext context;

	@RegisterExtension
	final BeforeEachCallback remember = (current) -> this.context = current;

	@Test
	void eachTestStartsWithAnEmptyAccount() {
		leaveSomething();

		CLOUDFLARE.beforeEach(Objects.requireNonNull(this.context));

		assertThat(CLOUDFLARE.get().state().tunnels()).isEmpty();
		assertThat(CLOUDFLARE.get().journal().all()).isEmpty();
	}

	@Test
	void aTestThatBreaksAPromiseFailsAtItsEnd() {
		TunnelId tunnel = leaveSomething();
		ApiClient.of(CLOUDFLARE.get())
			.put("/accounts/{account}/cfd_tunnel/%s/configurations".formatted(tunnel),
					"{\"config\": {\"ingress\": [{\"service\": \"http_status:404\"}]}}");

		assertThatThrownBy(() -> CLOUDFLARE.afterEach(Objects.requireNonNull(this.context)))
			.isInstanceOf(AssertionError.class)
			.hasMessageContaining("wiki.example.jp");

		CLOUDFLARE.get().watch().forgive();
	}

	@Test
	void faultsDoNotOutliveTheirTest() {
		CLOUDFLARE.get().faults().on(Calls.ANY).always().status(500);

		CLOUDFLARE.afterEach(Objects.requireNonNull(this.context));

		assertThat(ApiClient.of(CLOUDFLARE.get()).get("/zones").status()).isEqualTo(200);
	}

	private static TunnelId leaveSomething() {
		TunnelId tunnel = CLOUDFLARE.get().addTunnel("office");
		CLOUDFLARE.get().asSomebodyElse().addRule(tunnel, "wiki.example.jp", "http://wiki:8080");
		return tunnel;
	}

}

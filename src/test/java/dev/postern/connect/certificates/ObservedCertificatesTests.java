package dev.postern.connect.certificates;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.reconcile.ReconcileProperties;
import dev.postern.reconcile.plan.Mode;
import dev.postern.servers.Server;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

/** A portal that only looks makes and removes no authority. */
class ObservedCertificatesTests {

	private static final Actor ADMIN = Actor.person(EmailAddress.of("admin@example.com"));

	private static final Server SERVER = new Server(new ServerId(new UUID(0, 1)), TestKeys.spec(), 1, Phase.READY, null,
			1, 1, 1, null, Instant.EPOCH, Instant.EPOCH, null);

	private final Cloudflare cloudflare = mock(Cloudflare.class);

	private final AuthorityStore store = mock(AuthorityStore.class);

	@Test
	void nothingIsAskedOfCloudflare_I15() {
		ReconcileProperties observing = new ReconcileProperties(Mode.OBSERVE, 5, Duration.ofMinutes(15),
				Duration.ofDays(90), Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofMinutes(1),
				Duration.ofMinutes(1), null);
		Certificates certificates = new Certificates(this.store,
				() -> Map.of(SERVER.id(), "f174e90a-fafe-4643-bbbc-4a0ed4fc8415"), this.cloudflare, observing);

		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> certificates.provide(SERVER, ADMIN))
			.satisfies((ex) -> assertThat(ex.problems().getFirst().code())
				.isEqualTo("connect.certificates.error.observe"));
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> certificates.remove(SERVER, ADMIN))
			.satisfies((ex) -> assertThat(ex.problems().getFirst().value()).isEqualTo("OBSERVE"));

		verifyNoInteractions(this.cloudflare, this.store);
	}

}

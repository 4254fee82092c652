package dev.postern.tunnels.lifecycle;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import dev.postern.tunnels.Tunnels;
import dev.postern.waiting.Patience;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How tunnels are made: at Cloudflare, in the register and in the audit. */
@PosternTest
@Import(SettableClockConfiguration.class)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TunnelCreationTests {

	private final TunnelCreation creation;

	private final MadeTunnels made;

	private final Tunnels tunnels;

	private final FakeCloudflare cloudflare;

	private final TunnelBench bench;

	TunnelCreationTests(TunnelCreation creation, MadeTunnels made, Tunnels tunnels, FakeCloudflare cloudflare,
			ApplicationContext application) {
		this.creation = creation;
		this.made = made;
		this.tunnels = tunnels;
		this.cloudflare = cloudflare;
		this.bench = new TunnelBench(application);
	}

	@AfterEach
	void mend() {
		this.bench.mend();
	}

	@Test
	void newTunnelIsClaimedMadeManagedAtCloudflareAndInTheAudit_I10() {
		String name = TunnelBench.name();

		TunnelId id = this.bench.make("  " + name + " ");

		assertThat(this.bench.remote(name)).hasSize(1);
		assertThat(this.bench.remote(name).getFirst().path("config_src").asString()).isEqualTo("cloudflare");
		assertThat(this.made.find(id)).hasValueSatisfying((one) -> {
			assertThat(one.name()).isEqualTo(name);
			assertThat(one.askedBy()).isEqualTo("ada@example.com");
		});
		assertThat(this.tunnels.find(id)).isPresent();
		assertThat(this.bench.audit(name)).containsExactly("tunnel.requested ada@example.com",
				"tunnel.created ada@example.com");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "   ", "two\nlines", "two\u2028lines", "of\u202Efice", "office\u200B",
			"f70ff985-a4ef-4643-bbbc-4a0ed4fc8415", "f70ff985a4ef4643bbbc4a0ed4fc8415",
			"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789x" })
	void nameThatIsNoneMakesNothing_I15(String name) {
		int calls = this.cloudflare.journal().count(Calls.CREATE_TUNNEL);

		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.creation.create(name, TunnelBench.ADA))
			.satisfies((ex) -> assertThat(ex.problems()).extracting("field").containsExactly("name"));
		assertThat(this.cloudflare.journal().count(Calls.CREATE_TUNNEL)).isEqualTo(calls);
	}

	@Test
	void nameOfATunnelThatSomebodyElseHasJustMadeIsTaken() {
		String known = TunnelBench.name();
		this.cloudflare.addTunnel(known);
		assertTaken(known);

		String late = TunnelBench.name();
		this.bench
			.expect(this.cloudflare.faults().beforeNext(Calls.CREATE_TUNNEL, () -> this.cloudflare.addTunnel(late)));
		assertTaken(late);
		assertThat(this.bench.remote(late)).hasSize(1);
		assertThat(this.bench.audit(late)).containsExactly("tunnel.requested ada@example.com",
				"tunnel.not_created ada@example.com");
	}

	@Test
	void twoAdministratorsWhoCreateTheSameAtOnceMakeOne_I4() throws Exception {
		String name = TunnelBench.name();
		Fault held = this.cloudflare.faults().on(Calls.CREATE_TUNNEL).hang();
		try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<TunnelDelivery> first = others.submit(() -> this.creation.create(name, TunnelBench.ADA));
			held.awaitFired();

			assertTaken(name);
			held.release();

			assertThat(first.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(TunnelDelivery.Made.class);
		}
		assertThat(this.bench.remote(name)).hasSize(1);
		assertThat(this.made.open()).noneMatch((claim) -> claim.name().equals(name));
	}

	@Test
	void lostAnswerIsLookedUpAndMakesNoTwin_I4() {
		String name = TunnelBench.name();
		this.bench.expect(this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutAfterCommit());

		assertThat(this.creation.create(name, TunnelBench.ADA)).isInstanceOf(TunnelDelivery.Made.class);

		assertThat(this.bench.remote(name)).hasSize(1);
		assertThat(this.bench.audit(name)).containsExactly("tunnel.requested ada@example.com",
				"tunnel.found ada@example.com");
	}

	@Test
	void refusalMakesNothingAndIsTold() {
		String name = TunnelBench.name();
		this.bench.expect(this.cloudflare.faults().on(Calls.CREATE_TUNNEL).forbidden());
		assertThatExceptionOfType(CloudflareException.Unauthorized.class)
			.isThrownBy(() -> this.creation.create(name, TunnelBench.ADA));
		this.cloudflare.faults().clear();
		this.bench.expect(this.cloudflare.faults().on(Calls.CREATE_TUNNEL).refused(1001, "Invalid request"));
		assertThatExceptionOfType(CloudflareException.Rejected.class)
			.isThrownBy(() -> this.creation.create(name, TunnelBench.ADA));

		assertThat(this.bench.remote(name)).isEmpty();
		assertThat(this.made.open()).extracting(MadeTunnel::name).doesNotContain(name);
	}

	@Test
	void tunnelOfTheSameNameThatSomebodyElseMadeInThatInstantIsNotTakenForOurs_I2() {
		String name = TunnelBench.name();
		this.bench
			.expect(this.cloudflare.faults().beforeNext(Calls.CREATE_TUNNEL, () -> this.cloudflare.addTunnel(name)));
		this.bench.expect(this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutBeforeCommit());

		assertThat(this.creation.create(name, TunnelBench.ADA)).isInstanceOf(TunnelDelivery.Lost.class);

		assertThat(this.made.find(this.bench.id(name))).isEmpty();
		assertThat(this.bench.audit(name)).containsExactly("tunnel.requested ada@example.com");
	}

	private void assertTaken(String name) {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> this.creation.create(name, TunnelBench.ADA))
			.satisfies(
					(ex) -> assertThat(ex.problems()).extracting("code").containsExactly("tunnels.error.name.taken"));
	}

}

package dev.postern.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.reconcile.plan.Guard;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Several servers that are edited together and share one pass. */
@ReconcileTest
class ReconcilerTogetherTests {

	@Autowired
	private FakeCloudflare cloudflare;

	@Autowired
	private TunnelReconciler reconciler;

	@Autowired
	private Previews previews;

	@Autowired
	private RemovalApprovals approvals;

	@Autowired
	private TransactionTemplate transactions;

	@Autowired
	private ReconcileFixture site;

	@Test
	void removingMoreThanTheBrakeLetsPassWaitsForAPerson_I7() {
		List<Server> registered = registerTogether(3);
		registered.forEach((server) -> this.site.ready(server.id()));
		this.site.quiet();
		this.cloudflare.journal().clear();
		this.transactions.executeWithoutResult((status) -> registered.forEach(this.site::retire));

		registered.forEach((server) -> this.site.reaches(server.id(), Phase.HELD));
		assertThat(this.site.writes()).isEmpty();
		assertThat(this.site.now(registered.getFirst().id()).problem()).extracting(Problem::code)
			.isEqualTo("removals-need-approval");

		this.approvals.approve(this.site.tunnel.toString(), Guard.basis(this.previews.of(this.site.tunnel).plan()),
				ReconcileFixture.ADMIN);
		this.reconciler.request(this.site.tunnel);
		registered.forEach((server) -> this.site.gone(server.id()));
	}

	@Test
	void whatIsRefusedOnTheWayMakesNoRoomBelowTheBrake_I7() {
		List<Server> registered = registerTogether(3);
		registered.forEach((server) -> this.site.ready(server.id()));
		this.site.quiet();
		Server changed = registered.getFirst();
		String hostname = changed.spec().hostname().value();
		this.cloudflare.faults().on(Calls.PUT_APP.mentioning(hostname)).always().refused(12130, "invalid policy");
		this.cloudflare.journal().clear();

		this.transactions.executeWithoutResult((status) -> {
			registered.subList(1, 3).forEach(this.site::retire);
			this.site.edit(changed,
					selfHosted(this.site.draft(hostname, this.site.tunnel, "ssh://10.0.0.5:22", "ops@example.com")));
		});

		registered.subList(1, 3).forEach((server) -> this.site.reaches(server.id(), Phase.HELD));
		this.site.quiet();
		assertThat(this.site.writes()).isNotEmpty().noneMatch((write) -> write.startsWith("DELETE"));
		assertThat(this.site.now(registered.getLast().id()).problem()).extracting(Problem::code)
			.isEqualTo("removals-need-approval");
	}

	@Test
	void manyServersCostOneConfigurationAndOneBatchOfRecords() {
		this.cloudflare.journal().clear();
		List<Server> registered = registerTogether(5);

		registered.forEach((server) -> this.site.ready(server.id()));

		assertThat(this.site.writes()).containsExactly("POST app", "POST app", "POST app", "POST app", "POST app",
				"PUT configuration", "POST dns");
	}

	@Test
	void oneBadRecordInABatchDoesNotKeepTheOthers() {
		String badHostname = ReconcileFixture.newHostname();
		var refusal = this.cloudflare.faults()
			.on(Calls.WRITE_DNS.mentioning(badHostname))
			.always()
			.refused(1004, "refused");
		List<Server> both = registerTogether(List.of(badHostname, ReconcileFixture.newHostname()));
		Server bad = both.getFirst();
		Server good = both.getLast();

		this.site.ready(good.id());
		assertThat(this.site.reaches(bad.id(), Phase.HELD).problem()).extracting(Problem::code)
			.isEqualTo("cloudflare-refused");
		refusal.remove();
		this.reconciler.request(this.site.tunnel);
		this.site.ready(bad.id());
	}

	@Test
	void aRefusedConfigurationHoldsOnlyTheServerThatIsToBlame() {
		String badHostname = ReconcileFixture.newHostname();
		var refusal = this.cloudflare.faults()
			.on(Calls.PUT_CONFIGURATION.mentioning(badHostname))
			.always()
			.refused(1004, "refused");
		List<Server> both = registerTogether(List.of(badHostname, ReconcileFixture.newHostname()));
		Server bad = both.getFirst();
		Server good = both.getLast();

		this.site.ready(good.id());
		this.site.reaches(bad.id(), Phase.HELD);
		refusal.remove();
		this.reconciler.request(this.site.tunnel);
		this.site.ready(bad.id());
	}

	private List<Server> registerTogether(int count) {
		return registerTogether(Stream.generate(ReconcileFixture::newHostname).limit(count).toList());
	}

	/** In one transaction, so that one pass sees them all. */
	private List<Server> registerTogether(List<String> hostnames) {
		List<Server> registered = new ArrayList<>();
		this.transactions.executeWithoutResult(
				(status) -> hostnames.forEach((hostname) -> registered.add(this.site.register(hostname))));
		return registered;
	}

	private static ServerDraft selfHosted(ServerDraft plain) {
		return new ServerDraft(plain.name(), plain.hostname(), plain.tunnelId(), plain.service(), plain.loginUser(),
				"self_hosted", plain.sessionDuration(), false, plain.description(), plain.policies());
	}

}

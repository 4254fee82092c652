package dev.postern.reconcile;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.servers.Server;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A portal that may make and change, and not remove. */
@ReconcileTest
@TestPropertySource(properties = "postern.reconcile.mode=UPSERT")
class UpsertModeTests {

	private final FakeCloudflare cloudflare;

	private final ReconcileFixture site;

	@Autowired
	UpsertModeTests(FakeCloudflare cloudflare, ReconcileFixture site) {
		this.site = site;
		this.cloudflare = cloudflare;
	}

	@Test
	void whatIsNotRemovedDoesNotKeepAnotherServerFromItsRoute() {
		Server stays = this.site.registered(ReconcileFixture.newHostname());
		this.site.quiet();
		this.site.retire(stays);
		Server coming = this.site.registered(ReconcileFixture.newHostname());

		this.site.assertStands(coming.spec().hostname().value(), "ssh://host.docker.internal:22");
		this.site.assertStands(stays.spec().hostname().value(), "ssh://host.docker.internal:22");
		assertThat(this.site.reaches(stays.id(), Phase.REMOVING).problem()).extracting(Problem::code)
			.isEqualTo("observe-only");
		this.cloudflare.watch().assertNoViolations();
	}

}

package dev.postern.reconcile;

import dev.postern.fake.FakeCloudflare;
import dev.postern.servers.Servers;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * A test at a site of its own with foreign things, which are all there in the end, and
 * nothing was open meanwhile.
 */
@PosternTest
@TestPropertySource(properties = { "postern.reconcile.retry-first=50ms",
		"postern.cloudflare.requests-per-window=100000", "postern.history.poll-every=1h" })
abstract class ReconcileTest {

	@Autowired
	FakeCloudflare cloudflare;

	@Autowired
	Servers servers;

	@Autowired
	Reconciler reconciler;

	@Autowired
	JdbcClient jdbc;

	Site site;

	@BeforeEach
	void openSite() {
		this.cloudflare.behaviour().quota(1_000_000);
		this.site = new Site(this.cloudflare, this.servers, this.jdbc).withForeignThings();
	}

	@AfterEach
	void keepsThePromises_I1_I2() {
		this.cloudflare.faults().clear();
		this.cloudflare.watch().assertNoViolations();
	}

}

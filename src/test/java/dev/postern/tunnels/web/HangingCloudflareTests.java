package dev.postern.tunnels.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import dev.postern.tunnels.Tunnels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@PosternTest
@Import(SettableClockConfiguration.class)
class HangingCloudflareTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final Tunnels tunnels;

	private final SettableClock clock;

	@Autowired
	HangingCloudflareTests(Portal portal, FakeCloudflare cloudflare, Tunnels tunnels, SettableClock clock) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.tunnels = tunnels;
		this.clock = clock;
	}

	@AfterEach
	void mend() {
		this.cloudflare.faults().clear();
	}

	@Test
	void pagesAnswerFromWhatIsRememberedAndOneRefreshGoesOnBehind() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		TunnelId office = this.cloudflare.addTunnel("office");
		this.tunnels.find(office);
		TunnelId unseen = this.cloudflare.addTunnel("unseen");
		this.clock.goOn(Duration.ofHours(1));
		Fault list = this.cloudflare.faults().on(Calls.LIST_TUNNELS).always().hang();
		Fault one = this.cloudflare.faults().on(Calls.GET_TUNNEL).always().hang();

		try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
			List<CompletableFuture<HttpResponse<String>>> pages = Stream
				.of("/servers", "/servers", "/servers", "/servers/new", "/tunnels", "/tunnels/" + unseen)
				.map((path) -> CompletableFuture.supplyAsync(() -> admin.get(path), readers))
				.toList();

			assertThat(pages).allSatisfy((page) -> assertThat(page.join().statusCode()).isEqualTo(200));
			assertThat(pages.get(3).join().body()).contains("office");
		}
		list.awaitFired();
		one.awaitFired();
		assertThat(list.firings()).isOne();

		this.cloudflare.faults().clear();
		await().until(() -> this.tunnels.latestCatalogue().unavailable() == null
				&& this.tunnels.catalogue().tunnel(unseen).isPresent());
	}

}

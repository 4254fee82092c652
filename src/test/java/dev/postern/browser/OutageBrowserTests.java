package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.microsoft.playwright.options.LoadState;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages that live on what Cloudflare says, while it answers nothing. */
@BrowserTest
class OutageBrowserTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final DemoServers servers;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	OutageBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.servers = new DemoServers(cloudflare, servers);
	}

	@Test
	void whatIsKnownStaysToBeSeen() {
		Server server = this.servers.ready("steadfast", "ssh-steadfast.example.jp");
		String tunnel = "/tunnels/" + this.servers.tunnel();
		this.cloudflare.faults().on(Calls.ANY).always().status(503);
		try (Visitor admin = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>();
			Map.of("home", "/", "tunnels", "/tunnels", "tunnel", tunnel, "groups", "/groups", "service-tokens",
					"/service-tokens", "server-new", "/servers/new", "server", "/servers/" + server.id(), "server-plan",
					"/servers/" + server.id() + "/plan")
				.forEach((name, path) -> troubles.addAll(look(admin, name + "-outage", path)));
			assertThat(troubles).isEmpty();
			admin.open("/servers/" + server.id());
			assertThat(admin.page().locator("h1").textContent()).isEqualTo("steadfast");
		}
	}

	private static List<String> look(Visitor visitor, String name, String path) {
		assertThat(Objects.requireNonNull(visitor.open(path)).status()).as(path).isIn(200, 503);
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

}

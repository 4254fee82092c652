package dev.postern.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.postern.fake.Calls;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.Fault;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** What the three kinds of people see of a server from its registration to its end. */
@PosternTest
@ActiveProfiles("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationBrowserTests {

	private static final double PATIENCE = 60_000;

	private final Portal portal;

	private final Town town;

	private Chromium chromium;

	@Autowired
	RegistrationBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.town = new Town(cloudflare, servers);
	}

	@BeforeAll
	void openTheBrowser() {
		this.chromium = Chromium.start();
	}

	@AfterAll
	void closeTheBrowser() {
		this.chromium.close();
	}

	@Test
	void showsAServerBecomeReadyAndGoWithoutAReload() throws IOException {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			Fault before = this.town.holdUp(Calls.WRITE_DNS);
			Server server = this.town.register("cf", "ssh-cf.example.jp");
			watch(admin, server, before, admin.page().locator(".progress-panel .phase-ready"));

			connectsAsTheDeveloper();
			readsTheAuditAsTheAuditor();

			Fault held = this.town.holdUp(Calls.DELETE_APP);
			this.town.retire(server);
			watch(admin, server, held, admin.page().locator(".progress-panel [role=status]"));
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void showsTheSameWithoutScripts() {
		try (Visitor admin = visitor(false).signIn(DemoPerson.ADMIN)) {
			Server server = this.town.settled("quiet", "ssh-quiet.example.jp");
			admin.open("/servers/%s/progress".formatted(server.id()));
			visible(admin.page().locator(".progress-panel .phase-ready"));
			admin.open("/connect");
			assertThat(admin.page().locator(".needs-script:visible").count()).isZero();
			this.town.retire(server);
		}
	}

	/** Opens the page of the progress while a call hangs, and never loads it again. */
	private static void watch(Visitor admin, Server server, Fault hanging, Locator end) {
		hanging.awaitFired(Duration.ofSeconds(60));
		admin.open("/servers/%s/progress".formatted(server.id()));
		admin.page().evaluate("() => { window.sameAsBefore = true; }");
		assertThat(end.count()).isZero();
		hanging.release();
		visible(end);
		assertThat(admin.page().evaluate("() => window.sameAsBefore === true")).isEqualTo(true);
	}

	private void connectsAsTheDeveloper() throws IOException {
		try (Visitor developer = visitor(true).signIn(DemoPerson.DEVELOPER)) {
			developer.open("/connect");
			visible(developer.page().getByText("ssh-cf.example.jp", new Page.GetByTextOptions().setExact(true)));
			Download download = developer.page().waitForDownload(() -> developer.page().locator("#download").click());
			assertThat(download.suggestedFilename()).isEqualTo("postern_config");
			assertThat(Files.readString(download.path())).contains("Host cf\n", "HostName ssh-cf.example.jp\n",
					"User myuser\n", "ProxyCommand cloudflared access ssh --hostname %h\n");
			assertThat(developer.troubles()).isEmpty();
		}
	}

	private void readsTheAuditAsTheAuditor() {
		try (Visitor auditor = visitor(true).signIn(DemoPerson.AUDITOR)) {
			auditor.open("/audit");
			PlaywrightAssertions.assertThat(auditor.page().locator("main")).containsText(DemoPerson.ADMIN.email());
			assertThat(auditor.page().locator("main").textContent()).contains("cf");
			assertThat(auditor.troubles()).isEmpty();
		}
	}

	private static void visible(Locator locator) {
		PlaywrightAssertions.assertThat(locator.first())
			.isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE));
	}

	private Visitor visitor(boolean scripts) {
		return new Visitor(this.chromium, this.portal.address(), scripts);
	}

}

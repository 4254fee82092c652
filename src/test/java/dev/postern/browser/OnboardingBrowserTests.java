package dev.postern.browser;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.access.Login;
import dev.postern.jobs.RecurringJob;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tunnels.Tunnels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** From an account without anything to the first login, by hand. */
@BrowserTest
class OnboardingBrowserTests {

	private static final Pattern TOKEN = Pattern.compile("TUNNEL_TOKEN: \"([^\"]+)\"");

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final Tunnels tunnels;

	private final List<RecurringJob> jobs;

	private final JdbcClient jdbc;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	OnboardingBrowserTests(Portal portal, FakeCloudflare cloudflare, Tunnels tunnels, List<RecurringJob> jobs,
			JdbcClient jdbc) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.tunnels = tunnels;
		this.jobs = jobs;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void empty() {
		new ReachabilityData(this.jdbc).clear();
		this.jdbc.sql("DELETE FROM made_tunnel").update();
		this.jdbc.sql("DELETE FROM first_steps_done").update();
		this.jdbc.sql("DELETE FROM login_event").update();
		DemoAccount.empty(this.cloudflare);
		this.cloudflare.addZone("example.jp");
		this.tunnels.fresh();
	}

	@Test
	void anEmptyAccountIsLedToTheFirstLogin() {
		new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.DEVELOPER).close();
		try (Visitor admin = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.ADMIN)) {
			Page page = admin.page();
			List<String> troubles = new ArrayList<>();
			admin.open("/");
			link(admin, "Set up a host").click();
			visible(state(admin, "host", "now"));
			troubles.addAll(look(admin, "onboarding-empty"));
			link(admin, "Both work").click();
			link(admin, "Create tunnel").click();
			troubles.addAll(look(admin, "tunnel-new"));
			page.locator("#name").fill("frankfurt-1");
			press(admin, "Create tunnel");
			visible(state(admin, "connector", "now"));
			troubles.addAll(look(admin, "onboarding-connector"));

			link(admin, "Run the connector").click();
			visible(page.locator("#connectors-live").getByText("Waiting for the first connector"));
			troubles.addAll(look(admin, "tunnel-bare"));
			press(admin, "Show it with the token: lines for Docker Compose");
			Matcher compose = TOKEN.matcher(page.locator("#connector-text").innerText());
			assertThat(compose.find()).isTrue();
			troubles.addAll(look(admin, "tunnel-connector-token"));
			this.cloudflare.runConnector(compose.group(1));
			visible(page.locator("#connectors-live .tunnel-healthy"));
			assertThat(page.locator("#connectors-live").getAttribute("hx-trigger")).isNull();
			link(admin, "What comes next").click();

			visible(state(admin, "server", "now"));
			link(admin, "Register server").click();
			page.locator("#name").fill("web");
			page.locator("#loginUser").fill("deploy");
			page.getByLabel("E-mail addresses").fill("dev@example.com");
			press(admin, "Preview the changes");
			press(admin, "Register server");
			visible(page.locator(".object-head .phase-ready"));
			admin.open("/onboarding");
			visible(state(admin, "login", "now"));
			visible(state(admin, "people", "done"));
			troubles.addAll(look(admin, "onboarding-login"));

			this.cloudflare.addLogin(Login.of("dev@example.com", "ssh-web.example.jp", Instant.now()));
			this.jobs.stream().filter((job) -> job.name().equals("history-import")).forEach(RecurringJob::run);
			visible(state(admin, "login", "done"));
			visible(state(admin, "port", "now"));
			troubles.addAll(look(admin, "onboarding-port"));
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void theSameWorksWithoutScripts() {
		try (Visitor admin = new Visitor(this.chromium, this.portal.address(), false).signIn(DemoPerson.ADMIN)) {
			Page page = admin.page();
			admin.open("/onboarding?host=ready");
			link(admin, "Create tunnel").click();
			page.locator("#name").fill("quiet");
			press(admin, "Create tunnel");
			link(admin, "Run the connector").click();
			press(admin, "Show it with the token: lines for Docker Compose");
			Matcher compose = TOKEN.matcher(page.locator("#connector-text").innerText());
			assertThat(compose.find()).isTrue();
			assertThat(page.locator(".needs-script:visible").count()).isZero();
			this.cloudflare.runConnector(compose.group(1));
			this.tunnels.forgetHealth(this.tunnels.fresh().tunnels().getFirst().id());
			link(admin, "Look again").click();
			visible(page.locator("#connectors-live .tunnel-healthy"));

			link(admin, "Rotate token").click();
			page.locator("[name=closeConnections]").check();
			press(admin, "Rotate the token");
			visible(page.getByText("quiet has another token"));
			link(admin, "Show what runs a connector").click();
			link(admin, "Remove").press("Enter");
			page.locator("#confirm").fill("quiet");
			press(admin, "Remove tunnel");
			page.waitForURL(Pattern.compile(".*/tunnels"));
			visible(page.getByText("Cloudflare lists no tunnel"));
		}
	}

	private static Locator state(Visitor visitor, String step, String state) {
		return visitor.page().locator("[data-step=%s][data-state=%s]".formatted(step, state));
	}

	private static List<String> look(Visitor visitor, String name) {
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

	private static void press(Visitor visitor, String name) {
		visitor.page()
			.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
			.first()
			.press("Enter");
	}

	private static Locator link(Visitor visitor, String name) {
		return visitor.page()
			.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true))
			.first();
	}

	private static void visible(Locator locator) {
		PlaywrightAssertions.assertThat(locator.first()).isVisible();
	}

}

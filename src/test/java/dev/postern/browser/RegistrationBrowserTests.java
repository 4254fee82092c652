package dev.postern.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole job, by hand: from the empty form to a server that is gone again. */
@BrowserTest
class RegistrationBrowserTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final DemoServers servers;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	RegistrationBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.servers = new DemoServers(cloudflare, servers);
	}

	@Test
	void aServerIsRegisteredReachedSeenAndRemoved() throws IOException {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>();
			fillIn(admin, "cf", "ssh-cf.example.jp");
			troubles.addAll(new Inspection(admin, "server-new-filled").everything());
			press(admin, "Preview the changes");
			visible(button(admin, "Register server"));
			assertThat(steps(admin)).containsExactly("create Access application", "create ingress rule",
					"create DNS record");
			troubles.addAll(new Inspection(admin, "server-preview").everything());

			Fault exposing = this.servers.holdUp(Calls.WRITE_DNS);
			press(admin, "Register server");
			watch(admin, exposing, admin.page().locator(".progress-panel .phase-ready"));
			visible(admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tell people")));
			PlaywrightAssertions.assertThat(admin.page().getByLabel("Who can reach it"))
				.not()
				.containsText("never been ready");
			assertThat(this.cloudflare.exposure("ssh-cf.example.jp").service())
				.contains("ssh://host.docker.internal:22");
			connectsAsTheDeveloper(troubles);
			readsTheAuditAsTheAuditor(troubles);

			admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Remove").setExact(true)).click();
			visible(admin.page().getByText("Who loses access"));
			remove(admin, "not-cf");
			visible(admin.page().locator("#confirm-errors"));
			troubles.addAll(new Inspection(admin, "server-remove-wrong-name").everything());
			Fault unprotecting = this.servers.holdUp(Calls.DELETE_APP);
			remove(admin, "cf");
			watch(admin, unprotecting, admin.page().getByText("nothing of it is left at Cloudflare"));
			troubles.addAll(new Inspection(admin, "server-removed").everything());
			assertThat(this.cloudflare.state().apps()).noneMatch((app) -> app.toString().contains("ssh-cf.example.jp"));
			assertThat(troubles).isEmpty();
			assertThat(admin.troubles()).isEmpty();
		}
	}

	/** What the page fills in by itself is worth more than two thirds of the work. */
	@Test
	void aServerIsRegisteredWithFewClicksAndKeys() {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			Effort effort = new Effort(admin.page());
			admin.open("/servers");
			effort.click(admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Register server")));
			assertThat(admin.page().locator("#name:focus").count()).isOne();
			effort.type("few");
			effort.press("Tab");
			effort.type("deploy");
			for (int i = 0; i < 4; i++) {
				effort.press("Tab");
			}
			effort.type("tok");
			effort.click(admin.page().getByLabel("E-mail addresses"));
			effort.type("dev@example.com");
			String hostname = admin.page().locator("#hostname").inputValue();
			effort.click(button(admin, "Preview the changes"));
			effort.click(button(admin, "Register server"));
			visible(admin.page().locator(".object-head .phase-ready"));

			assertThat(this.cloudflare.exposure(hostname).service()).contains("ssh://localhost:22");
			assertThat(hostname).startsWith("ssh-few.");
			System.out.println("registered with " + effort);
			assertThat(effort.clicks()).isLessThanOrEqualTo(4);
			assertThat(effort.keys()).isLessThanOrEqualTo(45);
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void theSameWorksWithoutScripts() {
		try (Visitor admin = visitor(false).signIn(DemoPerson.ADMIN)) {
			fillIn(admin, "quiet", "not a hostname");
			press(admin, "everyone at a domain");
			admin.page().getByLabel("Everyone with an address at").first().fill("example.com");
			press(admin, "Preview the changes");
			visible(admin.page().locator("#hostname-errors"));
			assertThat(admin.page().getByLabel("Everyone with an address at").first().inputValue())
				.isEqualTo("example.com");
			admin.page().getByLabel("Hostname").fill("ssh-quiet.example.jp");
			press(admin, "Preview the changes");
			press(admin, "Back to the form");
			press(admin, "Preview the changes");
			press(admin, "Register server");
			admin.page().waitForURL(Pattern.compile(".*/servers/[0-9a-f-]{36}"));
			String address = admin.page().url();
			reloadUntilVisible(admin, address, ".object-head .phase-ready");

			admin.open("/connect");
			assertThat(admin.page().locator(".needs-script:visible").count()).isZero();
			admin.open("/");
			assertThat(admin.page().locator("main").textContent()).contains("Open servers");

			admin.page().navigate(address + "/remove");
			remove(admin, "quiet");
			Awaitility.await("the server is gone")
				.until(() -> admin.page().navigate(address).text().contains("nothing of it is left at Cloudflare"));
		}
	}

	private void fillIn(Visitor admin, String name, String hostname) {
		admin.open("/servers");
		admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Register server")).first().click();
		Page page = admin.page();
		page.locator("#name").fill(name);
		page.getByLabel("Login user").fill("myuser");
		page.getByLabel("Hostname").fill(hostname);
		page.locator("#tunnelId").selectOption(this.servers.tunnel().toString());
		page.locator("#service").fill("ssh://host.docker.internal:22");
		page.getByLabel("E-mail addresses").first().fill(DemoPerson.DEVELOPER.email());
	}

	/**
	 * Sees what is there while a call hangs, and then the end, without another page load.
	 */
	private static void watch(Visitor admin, Fault hanging, Locator end) {
		hanging.awaitFired();
		visible(admin.page().locator(".progress-panel"));
		admin.page().evaluate("() => { window.sameAsBefore = true; }");
		assertThat(end.count()).isZero();
		hanging.release();
		visible(end);
		assertThat(admin.page().evaluate("() => window.sameAsBefore === true")).isEqualTo(true);
	}

	private void connectsAsTheDeveloper(List<String> troubles) throws IOException {
		try (Visitor developer = visitor(true).signIn(DemoPerson.DEVELOPER)) {
			developer.open("/connect");
			visible(developer.page().getByText("ssh-cf.example.jp", new Page.GetByTextOptions().setExact(true)));
			Download download = developer.page().waitForDownload(() -> developer.page().locator("#download").click());
			assertThat(download.suggestedFilename()).isEqualTo("postern_config");
			assertThat(Files.readString(download.path())).contains("Host cf\n", "HostName ssh-cf.example.jp\n",
					"User myuser\n", "ProxyCommand cloudflared access ssh --hostname %h\n");
			troubles.addAll(new Inspection(developer, "connect-one-server").everything());
		}
	}

	private void readsTheAuditAsTheAuditor(List<String> troubles) {
		try (Visitor auditor = visitor(true).signIn(DemoPerson.AUDITOR)) {
			auditor.open("/audit?action=server.registered");
			Locator entry = auditor.page().locator(".entries > li").first();
			PlaywrightAssertions.assertThat(entry).containsText(DemoPerson.ADMIN.email());
			PlaywrightAssertions.assertThat(entry).containsText("cf");
			troubles.addAll(new Inspection(auditor, "audit-registered").everything());
		}
	}

	private static void remove(Visitor admin, String name) {
		admin.page().locator("#confirm").fill(name);
		press(admin, "Remove server");
	}

	/** What the preview announces, in order. */
	private static List<String> steps(Visitor admin) {
		return admin.page()
			.locator(".plan-head")
			.all()
			.stream()
			.map((head) -> "%s %s".formatted(head.locator(".sign > span").last().innerText(),
					head.locator("strong").innerText()))
			.toList();
	}

	private static void reloadUntilVisible(Visitor visitor, String address, String selector) {
		Awaitility.await(selector).until(() -> {
			visitor.page().navigate(address);
			return visitor.page().locator(selector).first().isVisible();
		});
	}

	private static void press(Visitor visitor, String name) {
		button(visitor, name).press("Enter");
	}

	private static Locator button(Visitor visitor, String name) {
		return visitor.page()
			.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
			.first();
	}

	private static void visible(Locator locator) {
		PlaywrightAssertions.assertThat(locator.first()).isVisible();
	}

	private Visitor visitor(boolean scripts) {
		return new Visitor(this.chromium, this.portal.address(), scripts);
	}

}

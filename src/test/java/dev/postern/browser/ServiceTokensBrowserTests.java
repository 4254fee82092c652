package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.kernel.Hostname;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** A build server is given its secret, let in, and shut out again, by hand. */
@BrowserTest
class ServiceTokensBrowserTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final DemoServers servers;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	ServiceTokensBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.servers = new DemoServers(cloudflare, servers);
	}

	@Test
	void aMachineGetsItsSecretAndIsLetInAndShutOutAgain() {
		Server server = this.servers.ready("builds", "ssh-builds.example.jp");
		Hostname hostname = server.spec().hostname();
		try (Visitor admin = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>();
			Page page = admin.page();
			troubles.addAll(look(admin, "machines-none", "/service-tokens"));
			admin.open("/servers/" + server.id());
			link(admin, "Let a machine in").click();
			visible(page.getByText("There is no service token"));
			troubles.addAll(new Inspection(admin, "server-machines-none").everything());
			link(admin, "New service token").click();
			press(admin, "Create service token");
			visible(page.locator("#name-errors"));
			troubles.addAll(new Inspection(admin, "machine-new-wrong").everything());
			page.locator("#name").fill("ci-deploy");
			press(admin, "Create service token");
			String secret = page.locator("#client-secret").innerText();
			String clientId = page.locator("#client-id").innerText();
			troubles.addAll(new Inspection(admin, "machine-secret").everything());

			link(admin, "Let it in to the server").click();
			troubles.addAll(new Inspection(admin, "server-machines-choose").everything());
			press(admin, "Preview the changes");
			visible(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save changes")));
			troubles.addAll(new Inspection(admin, "server-machines-preview").everything());
			press(admin, "Save changes");
			visible(page.locator(".object-head .phase-ready"));
			assertThat(this.cloudflare.connectAsMachine(hostname.value(), clientId, secret).letsIn()).isTrue();

			somebodyElsesAndTroubled();
			troubles.addAll(look(admin, "service-tokens", "/service-tokens"));
			troubles.addAll(look(admin, "home-machines", "/"));
			link(admin, "Open service tokens").click();
			page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("ci-deploy").setExact(true)).click();
			troubles.addAll(new Inspection(admin, "machine").everything());
			link(admin, "Delete").click();
			visible(page.getByText("so it is not deleted"));
			troubles.addAll(new Inspection(admin, "machine-delete-used").everything());
			page.goBack();
			link(admin, "Rotate").click();
			troubles.addAll(new Inspection(admin, "machine-rotate").everything());
			press(admin, "Rotate and show the secret");
			troubles.addAll(new Inspection(admin, "machine-rotated").everything());
			assertThat(page.locator("#client-secret").innerText()).isNotEqualTo(secret);

			troubles.addAll(look(admin, "server-machines", "/servers/" + server.id() + "/machines"));
			press(admin, "Take away, back to SSH");
			press(admin, "Save changes");
			visible(page.locator(".object-head .phase-ready"));
			assertThat(this.cloudflare.connectAsMachine(hostname.value(), clientId, secret).letsIn()).isFalse();
			admin.open("/service-tokens");
			page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("ci-deploy").setExact(true)).click();
			link(admin, "Delete").click();
			troubles.addAll(new Inspection(admin, "machine-delete").everything());
			page.locator("#confirm").fill("ci-deploy");
			press(admin, "Delete service token");
			page.waitForURL(Pattern.compile(".*/service-tokens"));
			assertThat(page.locator("main").textContent()).doesNotContain("ci-deploy");
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void theSameWorksWithoutScripts() {
		try (Visitor admin = new Visitor(this.chromium, this.portal.address(), false).signIn(DemoPerson.ADMIN)) {
			admin.open("/service-tokens/new");
			admin.page().locator("#name").fill("quiet");
			press(admin, "Create service token");
			assertThat(admin.page().locator("#client-secret").innerText()).matches("[0-9a-f]{64}");
			assertThat(admin.page().locator(".needs-script:visible").count()).isZero();
			admin.open("/service-tokens/summary");
			assertThat(admin.page().locator("body").textContent()).contains("Open service tokens");
			admin.open("/service-tokens");
			link(admin, "quiet").click();
			link(admin, "Delete").click();
			admin.page().locator("#confirm").fill("quiet");
			press(admin, "Delete service token");
			visible(admin.page().getByText("No service token was made yet"));
		}
	}

	private void somebodyElsesAndTroubled() {
		this.cloudflare.asSomebodyElse()
			.call("POST", "/accounts/{account}/access/service_tokens",
					JsonNodeFactory.instance.objectNode().put("name", "warehouse-robots").put("duration", "forever"));
		this.cloudflare.faults().on(Calls.CREATE_SERVICE_TOKEN).cutAfterCommit();
		try (Visitor admin = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.ADMIN)) {
			create(admin, "nightly-backup", 365);
			create(admin, "release-notes", 30);
			admin.open("/service-tokens");
		}
	}

	private static void create(Visitor admin, String name, int days) {
		admin.open("/service-tokens/new");
		admin.page().locator("#name").fill(name);
		admin.page().locator("#days").selectOption(String.valueOf(days));
		press(admin, "Create service token");
	}

	private static List<String> look(Visitor visitor, String name, String path) {
		visitor.open(path);
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

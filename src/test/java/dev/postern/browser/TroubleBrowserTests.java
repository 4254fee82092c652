package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.postern.fake.FakeCloudflare;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What people do when they cannot connect, and before they do. */
@BrowserTest
class TroubleBrowserTests {

	private final Portal portal;

	private final DemoServers servers;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	TroubleBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.servers = new DemoServers(cloudflare, servers);
	}

	@Test
	void theDoctorGoesTheWayOfAPerson() {
		Server server = this.servers.ready("ailing", "ssh-ailing.example.jp");
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>();
			admin.open("/servers/" + server.id());
			admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Doctor").setExact(true)).click();
			troubles.addAll(new Inspection(admin, "doctor").everything());
			admin.page().getByLabel("Person").fill("nobody@");
			press(admin, "Look now");
			troubles.addAll(new Inspection(admin, "doctor-wrong").everything());
			admin.page().getByLabel("Person").fill(DemoPerson.DEVELOPER.email());
			press(admin, "Look now");
			troubles.addAll(new Inspection(admin, "doctor-answer").everything());

			assertThat(admin.page().locator("#found").textContent()).isEqualTo("No broken link found");
			assertThat(admin.page().locator(".steps-list > .item-done").count()).isEqualTo(7);
			assertThat(troubles).isEmpty();
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void anErrorIsPastedAndExplained() {
		try (Visitor developer = visitor().signIn(DemoPerson.DEVELOPER)) {
			List<String> troubles = new ArrayList<>();
			developer.open("/connect/errors");
			troubles.addAll(new Inspection(developer, "errors").everything());
			developer.page().getByLabel("What ssh, cloudflared or the browser says").fill("websocket: bad handshake");
			press(developer, "What does it mean?");
			troubles.addAll(new Inspection(developer, "errors-answer").everything());

			assertThat(developer.page().locator("main").textContent()).contains("curl -sI");
			assertThat(troubles).isEmpty();
			assertThat(developer.troubles()).isEmpty();
		}
	}

	@Test
	void settingsAndTheCheckOfAFileAreFoundFromConnect() {
		try (Visitor developer = visitor().signIn(DemoPerson.DEVELOPER)) {
			List<String> troubles = new ArrayList<>();
			developer.open("/connect");
			follow(developer, "Login user, key and names");
			troubles.addAll(new Inspection(developer, "ssh-settings").everything());
			developer.open("/connect");
			follow(developer, "Is my file still right?");
			troubles.addAll(new Inspection(developer, "ssh-check").everything());
			developer.page().locator("textarea").first().fill("Host db1\n  HostName elsewhere.example.com\n");
			press(developer, "Check");
			assertThat(developer.page().locator("#answer").textContent()).isEqualTo("It is not up to date.");
			troubles.addAll(new Inspection(developer, "ssh-check-answer").everything());

			assertThat(troubles).isEmpty();
			assertThat(developer.troubles()).isEmpty();
		}
	}

	@Test
	void otherProgramsAreFoundFromConnect() {
		this.servers.ready("reached", "ssh-reached.example.jp");
		try (Visitor developer = visitor().signIn(DemoPerson.DEVELOPER)) {
			developer.open("/connect?q=reached");
			follow(developer, "Other programs for reached");

			assertThat(developer.page().locator("main").textContent()).contains("scp report.txt reached:",
					"Open in VS Code", "Open the terminal");
			assertThat(new Inspection(developer, "tools").everything()).isEmpty();
			follow(developer, "Windows");
			assertThat(developer.page().locator("main").textContent()).contains("Windows has no rsync");
			assertThat(developer.troubles()).isEmpty();
		}
	}

	private static void follow(Visitor visitor, String link) {
		visitor.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).first().click();
	}

	private static void press(Visitor visitor, String button) {
		visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
	}

	private Visitor visitor() {
		return new Visitor(this.chromium, this.portal.address());
	}

}

package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.TestKeys;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** From the keys that an administrator pastes to the warning that a developer reads. */
@BrowserTest
class HostKeysBrowserTests {

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	HostKeysBrowserTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@Test
	void keysArePastedComparedAndChangedAndDevelopersAreWarned() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM connect_last_config").update();
		ServerId id = this.data.server("db1",
				ReachabilityData.policy("Staff", "allow", "{'email_domain':{'domain':'example.com'}}", "", ""));
		List<String> troubles = new ArrayList<>();
		try (Visitor admin = signedIn(DemoPerson.ADMIN); Visitor developer = signedIn(DemoPerson.DEVELOPER)) {
			admin.open("/servers/" + id);
			admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Paste its keys")).click();
			troubles.addAll(new Inspection(admin, "host-keys-none").everything());
			admin.page().locator("#keys").fill("hello");
			press(admin, "Look at the fingerprints");
			PlaywrightAssertions.assertThat(admin.page().locator(".problem")).containsText("Line 1 is no public key");
			troubles.addAll(new Inspection(admin, "host-keys-wrong").everything());
			pin(admin, "10.0.0.9 " + TestKeys.ONE + "\n10.0.0.9 " + TestKeys.ECDSA);
			assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/connect/ssh-config").statusCode()).isEqualTo(200);
			assertThat(this.portal.as(DemoPerson.DEVELOPER).get("/connect/known-hosts").statusCode()).isEqualTo(200);
			developer.open("/connect");
			PlaywrightAssertions.assertThat(developer.page().locator("#key-news")).hasCount(0);

			admin.page().locator("#keys").fill(TestKeys.TWO);
			press(admin, "Look at the fingerprints");
			troubles.addAll(new Inspection(admin, "host-keys-review").everything());
			press(admin, "Pin these keys");
			PlaywrightAssertions.assertThat(admin.page().locator("#review")).hasCount(0);
			troubles.addAll(new Inspection(admin, "host-keys-history").everything());

			developer.open("/connect");
			PlaywrightAssertions.assertThat(developer.page().locator("#key-news"))
				.containsText(TestKeys.TWO_FINGERPRINT);
			troubles.addAll(new Inspection(developer, "connect-key-news").everything());
			assertThat(troubles).isEmpty();
		}
	}

	private static void pin(Visitor admin, String keys) {
		admin.page().locator("#keys").fill(keys);
		press(admin, "Look at the fingerprints");
		PlaywrightAssertions.assertThat(admin.page().locator("#review")).containsText("Are these its keys?");
		press(admin, "Pin these keys");
		PlaywrightAssertions.assertThat(admin.page().locator("#review")).hasCount(0);
	}

	private static void press(Visitor visitor, String button) {
		visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
	}

	private Visitor signedIn(DemoPerson person) {
		return new Visitor(this.chromium, this.portal.address()).signIn(person);
	}

}

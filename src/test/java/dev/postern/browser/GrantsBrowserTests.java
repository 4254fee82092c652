package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From the terms of a server to a grant that was asked for, approved, extended, ended.
 */
@BrowserTest
class GrantsBrowserTests {

	private final Portal portal;

	private final ReachabilityData data;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	GrantsBrowserTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.data = new ReachabilityData(jdbc);
	}

	@Test
	void grantIsAskedForApprovedExtendedAndEnded() {
		this.data.clear();
		ServerId id = this.data.server("db1",
				ReachabilityData.policy("Ada", "allow", "{'email':{'email':'ada@example.com'}}", "", ""));
		List<String> troubles = new ArrayList<>();
		try (Visitor admin = signedIn(DemoPerson.ADMIN); Visitor developer = signedIn(DemoPerson.DEVELOPER)) {
			admin.open("/servers/" + id);
			admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Change the terms")).click();
			admin.page().locator("#askers").fill("everyone");
			press(admin, "Save terms");
			PlaywrightAssertions.assertThat(admin.page().locator(".problem")).containsText("names nobody");
			admin.page().locator("#askers").fill("group:orders-team");
			troubles.addAll(new Inspection(admin, "grant-terms").everything());
			press(admin, "Save terms");

			developer.open("/connect");
			PlaywrightAssertions.assertThat(developer.page().locator("#content")).containsText("db1");
			developer.page()
				.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ask to be let in db1"))
				.click();
			press(developer, "Ask");
			PlaywrightAssertions.assertThat(developer.page().locator(".problem")).containsText("Say why you need it");
			troubles.addAll(new Inspection(developer, "grant-ask-wrong").everything());
			developer.page().locator("#reason").fill("the disk is full");
			developer.page().locator("#duration").fill("2h");
			developer.page().locator("#duration").press("Enter");
			PlaywrightAssertions.assertThat(developer.page().locator("#grant-state")).containsText("asked");

			admin.open("/grants");
			troubles.addAll(new Inspection(admin, "grants-to-decide").everything());
			admin.page().locator("[aria-labelledby=to-decide] a").first().click();
			PlaywrightAssertions.assertThat(admin.page().locator("#decide")).isVisible();
			troubles.addAll(new Inspection(admin, "grant-decide").everything());
			press(admin, "Approve");
			PlaywrightAssertions.assertThat(admin.page().locator("#grant-state")).containsText("left");

			developer.page().reload();
			PlaywrightAssertions.assertThat(developer.page().locator("#grant-state"))
				.containsText("A new login stays possible");
			developer.page().locator("#duration").fill("1h");
			press(developer, "Send");
			PlaywrightAssertions.assertThat(developer.page().locator("#grant-state")).containsText("asked");
			developer.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("the grant before")).click();
			troubles.addAll(new Inspection(developer, "grant-runs").everything());
			developer.open("/connect");
			PlaywrightAssertions.assertThat(developer.page().locator("#my-list")).containsText("lets you in until");
			developer.page().locator("[aria-labelledby=grant-offer] a[href^='/grants/']").first().click();
			press(developer, "Give it up");
			PlaywrightAssertions.assertThat(developer.page().locator("#grant-state")).containsText("ended early");
			developer.open("/grants");
			troubles.addAll(new Inspection(developer, "grants-history").everything());
			assertThat(this.portal.as(DemoPerson.AUDITOR).get("/grants.csv").body()).contains("the disk is full");
			assertThat(troubles).isEmpty();
		}
	}

	private static void press(Visitor visitor, String button) {
		visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
	}

	private Visitor signedIn(DemoPerson person) {
		return new Visitor(this.chromium, this.portal.address()).signIn(person);
	}

}

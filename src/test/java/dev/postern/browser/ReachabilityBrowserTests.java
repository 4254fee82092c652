package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.SelectOption;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Who reaches what, as auditors and administrators see it. */
@BrowserTest
class ReachabilityBrowserTests {

	private final Portal portal;

	private final ReachabilityData data;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	ReachabilityBrowserTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void empty() {
		this.data.clear();
	}

	@Test
	void showsAuditorsWhoReachesWhat() {
		try (Visitor auditor = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.AUDITOR)) {
			List<String> troubles = new ArrayList<>(look(auditor, "reachability-empty", "/reachability", 200));
			troubles.addAll(look(auditor, "reach-person-empty", "/people/reachability?email=eve@example.com", 200));
			this.data.fill(60, 120);
			ServerId busy = busy("ready");
			ServerId held = this.data.server("old-box", "held", people());
			troubles.addAll(look(auditor, "reachability", "/reachability", 200));
			troubles.addAll(look(auditor, "reachability-people", "/reachability?by=people&sort=allowed", 200));
			troubles.addAll(look(auditor, "reachability-nothing-fits", "/reachability?q=no-such-server", 200));
			troubles.addAll(look(auditor, "reachability-wrong", "/reachability?country=Japan&ip=everywhere", 422));
			troubles.addAll(look(auditor, "reach-server", path(busy), 200));
			troubles.addAll(look(auditor, "reach-server-supposed", path(busy) + "?country=JP&access=allowed", 200));
			troubles.addAll(look(auditor, "reach-server-held", path(held) + "?q=nobody", 200));
			troubles.addAll(look(auditor, "reach-person", "/people/reachability?email=dev@example.com&q=b", 200));
			troubles.addAll(look(auditor, "reach-ask-wrong", "/people/reachability?email=nobody", 422));
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void showsAdministratorsThePanelOfAServer() {
		try (Visitor admin = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.ADMIN)) {
			ServerId id = busy("ready");
			List<String> troubles = look(admin, "reach-panel", "/servers/" + id, 200);
			admin.page().getByRole(AriaRole.LINK, new GetByRoleOptions().setName("See everybody, and why")).click();
			assertThat(admin.page().url()).endsWith(path(id));
			troubles = new ArrayList<>(troubles);
			troubles.addAll(look(admin, "reach-people", "/people", 200));
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void asksAboutAnybodyWithoutScripts() {
		ServerId id = busy("ready");
		try (Visitor auditor = new Visitor(this.chromium, this.portal.address(), false).signIn(DemoPerson.AUDITOR)) {
			auditor.open("/reachability");
			auditor.page().getByLabel("What can this address reach?").fill("never.seen@example.com");
			auditor.page().keyboard().press("Enter");
			auditor.page()
				.waitForURL((address) -> address.endsWith("/people/reachability?email=never.seen%40example.com"));
			assertThat(auditor.page().locator("tbody").textContent()).contains("orders-db", "only from Japan");
			auditor.page().getByLabel("If they come from").selectOption(new SelectOption().setLabel("Japan"));
			auditor.page().locator(".filter-bar button[type=submit]").click();
			auditor.page().waitForURL((address) -> address.contains("country=JP"));
			assertThat(auditor.page().locator("tbody .reach-allowed").count()).isEqualTo(1);
			auditor.page().getByRole(AriaRole.LINK, new GetByRoleOptions().setName("orders-db")).click();
			assertThat(auditor.page().url()).contains(path(id), "country=JP");
		}
	}

	private ServerId busy(String phase) {
		this.data.person("kenji.with.a.rather.long.address@subsidiary.example.com", "Kenji Yamamoto", "orders-team");
		return this.data.server("orders-db", phase, people());
	}

	private static String people() {
		return ReachabilityData.policy("Nobody who left", "deny", "{'email':{'email':'eve@example.com'}}", "", "") + ","
				+ ReachabilityData.policy("Staff from Japan", "allow", "{'email_domain':{'domain':'example.com'}}",
						"{'geo':{'country_code':'JP'}}", "")
				+ ","
				+ ReachabilityData.policy("Orders team", "allow",
						"{'okta':{'name':'orders-team','identity_provider_id':'%s'}}"
							.formatted(ReachabilityData.PROVIDER),
						"", "")
				+ ","
				+ ReachabilityData.policy("Partner", "allow", "{'email':{'email':'never@partner.example'}}", "", "");
	}

	private static String path(ServerId id) {
		return "/servers/" + id + "/reachability";
	}

	private static List<String> look(Visitor visitor, String name, String path, int status) {
		assertThat(Objects.requireNonNull(visitor.open(path)).status()).as(path).isEqualTo(status);
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

}

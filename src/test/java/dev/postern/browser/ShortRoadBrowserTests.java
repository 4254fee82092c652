package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What leads an administrator from the first steps to people who get in. */
@BrowserTest
class ShortRoadBrowserTests {

	private static final String COPIED = """
			() => { window.copied = ""; navigator.clipboard.writeText = async (text) => { window.copied = text; }; }""";

	private final Portal portal;

	private final JdbcClient jdbc;

	private final RuleGroups groups;

	private final ReachabilityData data;

	private final DemoServers servers;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	ShortRoadBrowserTests(Portal portal, JdbcClient jdbc, RuleGroups groups, FakeCloudflare cloudflare,
			Servers servers) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.groups = groups;
		this.data = new ReachabilityData(jdbc);
		this.servers = new DemoServers(cloudflare, servers);
	}

	@BeforeEach
	void empty() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM first_steps_done").update();
		this.jdbc.sql("DELETE FROM login_event").update();
	}

	@Test
	void aNewPortalLeadsToTheFirstServerAndAServerToItsDuplicate() {
		try (Visitor admin = signedIn()) {
			List<String> troubles = new ArrayList<>(look(admin, "home-first-steps", "/"));
			admin.page()
				.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Register server").setExact(true))
				.first()
				.click();
			admin.page().waitForURL("**/servers/new");
			ServerId id = this.data.server("db1", staff());
			this.jdbc.sql("UPDATE server SET tunnel_id = :tunnel")
				.param("tunnel", this.servers.tunnel().value())
				.update();
			admin.open("/servers/" + id);
			admin.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Duplicate")).click();
			PlaywrightAssertions.assertThat(admin.page().locator("#name")).isFocused();
			admin.page().keyboard().type("db2");
			PlaywrightAssertions.assertThat(admin.page().locator("#hostname"))
				.hasValue(Pattern.compile("ssh-db2[.]example[.].*"));
			troubles.addAll(new Inspection(admin, "server-duplicate").everything());
			admin.page()
				.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Preview the changes").setExact(true))
				.last()
				.click();
			PlaywrightAssertions.assertThat(admin.page().locator("h1")).containsText("db2");
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void theTextForAPersonIsCopied() {
		this.data.person("kenji@example.com", "Kenji Yamamoto");
		ServerId id = this.data.server("db1", staff());
		try (Visitor admin = signedIn()) {
			List<String> troubles = look(admin, "server-tell", "/servers/%s/tell".formatted(id));
			admin.page().evaluate(COPIED);
			admin.page()
				.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Copy the text for kenji@example.com"))
				.press("Enter");

			assertThat(String.valueOf(admin.page().evaluate("() => window.copied"))).contains("ssh db1",
					"Sign in with kenji@example.com.", this.portal.address() + "/connect");
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void theEffectOfAnEditOfAGroupIsSeenBeforeItIsStored() {
		Group group = this.groups.create(
				new GroupDraft("Database team " + UUID.randomUUID(), "",
						JsonMapper.shared().readTree("[{\"email\": {\"email\": \"ada@example.com\"}}]"), null, null),
				Set.of(), Actor.postern("test"));
		for (String name : List.of("orders-db", "billing-db")) {
			ServerId id = this.data.server(name, ReachabilityData.policy("Team", "allow",
					"{'group':{'id':'%s'}}".formatted(group.id()), "{'geo':{'country_code':'JP'}}", ""));
			this.jdbc.sql("INSERT INTO rule_group_use VALUES (:group, :server, :name)")
				.param("group", group.id().value())
				.param("server", id.value())
				.param("name", name)
				.update();
		}
		try (Visitor admin = signedIn()) {
			admin.open("/groups/%s/edit".formatted(group.id()));
			admin.page().locator("#people").fill("eve@example.com\nben@example.com");
			admin.page().locator("#domains").fill("partner.example.com");
			press(admin, "Save");
			PlaywrightAssertions.assertThat(admin.page().locator("h1")).containsText("What changes with");
			List<String> troubles = new ArrayList<>(new Inspection(admin, "group-preview").everything());
			press(admin, "Back to the form");
			PlaywrightAssertions.assertThat(admin.page().locator("#people"))
				.hasValue("eve@example.com\nben@example.com");
			press(admin, "Save");
			press(admin, "Save");
			PlaywrightAssertions.assertThat(admin.page().locator("#members")).isVisible();
			assertThat(troubles).isEmpty();
		}
	}

	private static String staff() {
		return ReachabilityData.policy("Staff", "allow",
				"{'email_domain':{'domain':'example.com'}},{'email':{'email':'eve@example.com'}}",
				"{'geo':{'country_code':'JP'}}", "");
	}

	private static void press(Visitor visitor, String name) {
		visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).click();
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
	}

	private static List<String> look(Visitor visitor, String name, String path) {
		visitor.open(path);
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

	private Visitor signedIn() {
		return new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.ADMIN);
	}

}

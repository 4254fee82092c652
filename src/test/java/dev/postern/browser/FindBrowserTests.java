package dev.postern.browser;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Finding one server among 61, and changing several of them at once. */
@BrowserTest
class FindBrowserTests {

	private final Portal portal;

	private final Servers servers;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	private final Lifecycle jobs;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	FindBrowserTests(Portal portal, Servers servers, JdbcClient jdbc, @Qualifier("jobScheduler") Lifecycle jobs) {
		this.portal = portal;
		this.servers = servers;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
		this.jobs = jobs;
	}

	@BeforeEach
	void sixtyOneServers() {
		this.jobs.stop();
		this.data.clear();
		IntStream.range(0, 61)
			.forEach((i) -> this.data.server("box%02d".formatted(i), (i % 20 == 7) ? "held" : "ready", ReachabilityData
				.policy("Staff", "allow", "{'email':{'email':'%s'}}".formatted(DemoPerson.DEVELOPER.email()), "", "")));
		this.jdbc.sql("""
				UPDATE server SET tags = ARRAY['Production', 'tokyo'], tag_keys = ARRAY['production', 'tokyo'],
				       description = 'Orders of the shop, replicated every night' WHERE name < 'box30'""").update();
	}

	@Test
	void aDeveloperFindsOneOf61ServersWithFewKeysAndNoClick() {
		try (Visitor developer = visitor(true).signIn(DemoPerson.DEVELOPER)) {
			Page page = developer.page();
			developer.open("/connect");
			Effort effort = new Effort(page);
			long began = System.nanoTime();
			effort.press("/");
			effort.type("x37");
			PlaywrightAssertions.assertThat(page.locator("#search-results [role=option]").first())
				.containsText("box37");
			effort.press("ArrowDown");
			effort.press("Enter");
			page.waitForURL(Pattern.compile(".*/connect\\?q=box37#server-[0-9a-f-]{36}"));
			Locator found = page.locator(".connect-server");
			PlaywrightAssertions.assertThat(found).hasCount(1);
			long took = Duration.ofNanos(System.nanoTime() - began).toMillis();

			System.out.println("found one of 61 servers with %s in %d ms".formatted(effort, took));
			PlaywrightAssertions.assertThat(found).containsText("ssh box37");
			assertThat(effort.clicks()).isZero();
			assertThat(effort.keys()).isLessThanOrEqualTo(6);
			assertThat(developer.troubles()).isEmpty();
		}
	}

	@Test
	void theFieldIsAComboboxForKeyboards() {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			Page page = admin.page();
			admin.open("/servers");
			Locator field = page.locator("#top-search");
			page.keyboard().press("/");
			PlaywrightAssertions.assertThat(field).isFocused();
			PlaywrightAssertions.assertThat(field).hasAttribute("aria-expanded", "false");
			page.keyboard().type("box0");
			Locator options = page.locator("#search-results [role=option]");
			PlaywrightAssertions.assertThat(options).hasCount(5);
			PlaywrightAssertions.assertThat(field).hasAttribute("aria-expanded", "true");
			page.keyboard().press("ArrowUp");
			PlaywrightAssertions.assertThat(options.last()).hasAttribute("aria-selected", "true");
			page.keyboard().press("ArrowDown");
			PlaywrightAssertions.assertThat(options.first()).hasAttribute("aria-selected", "true");
			PlaywrightAssertions.assertThat(field)
				.hasAttribute("aria-activedescendant", options.first().getAttribute("id"));
			page.keyboard().press("Escape");
			PlaywrightAssertions.assertThat(page.locator("#search-results")).isHidden();
			PlaywrightAssertions.assertThat(field).hasAttribute("aria-expanded", "false");
			page.keyboard().press("Enter");
			page.waitForURL(Pattern.compile(".*/search\\?q=box0"));
			PlaywrightAssertions.assertThat(page.locator("main")).containsText("10 things");
			assertThat(new Inspection(admin, "search").everything()).isEmpty();
			admin.open("/servers");
			page.locator("#top-search").fill("orders");
			PlaywrightAssertions.assertThat(page.locator("#search-results [role=option]").first()).isVisible();
			assertThat(new Inspection(admin, "search-open").everything()).isEmpty();
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void serversAreChosenAndTaggedAtOnce() {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			Page page = admin.page();
			List<String> troubles = new ArrayList<>();
			admin.open("/servers?sort=name");
			troubles.addAll(new Inspection(admin, "servers-61").everything());
			admin.open("/");
			troubles.addAll(new Inspection(admin, "home-61").everything());
			admin.open("/servers?sort=name");
			page.getByLabel("All on this page").check();
			assertThat(page.locator("input[name=server]:checked").count()).isEqualTo(50);
			page.getByLabel("box03", new Page.GetByLabelOptions().setExact(true)).uncheck();
			PlaywrightAssertions.assertThat(page.getByLabel("All on this page")).not().isChecked();
			button(page, "Edit").click();
			PlaywrightAssertions.assertThat(page.locator("h1")).containsText("Edit 49 servers");
			page.getByLabel("Add these tags").fill("osaka");
			page.getByLabel("Login user").fill("deploy2");
			troubles.addAll(new Inspection(admin, "bulk-edit").everything());
			button(page, "Preview the changes").click();
			PlaywrightAssertions.assertThat(page.locator(".bulk-rows > li")).hasCount(49);
			troubles.addAll(new Inspection(admin, "bulk-preview").everything());
			button(page, "Change 49 servers").click();
			PlaywrightAssertions.assertThat(page.locator("h1")).containsText("49 servers are changed");
			troubles.addAll(new Inspection(admin, "bulk-done").everything());
			assertThat(this.servers.all()).filteredOn((server) -> server.spec().tags().contains("osaka"))
				.hasSize(49)
				.noneMatch((server) -> server.spec().name().equals("box03"));
			assertThat(troubles).isEmpty();
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void theSameWorksWithoutScripts() {
		try (Visitor admin = visitor(false).signIn(DemoPerson.ADMIN)) {
			Page page = admin.page();
			admin.open("/servers");
			page.locator("#top-search").fill("box1");
			page.locator("#top-search").press("Enter");
			PlaywrightAssertions.assertThat(page.locator("main")).containsText("10 things");
			admin.open("/servers?tag=tokyo&sort=name");
			PlaywrightAssertions.assertThat(page.locator(".list-total")).containsText("30 of 61 servers match");
			page.getByLabel("box00", new Page.GetByLabelOptions().setExact(true)).check();
			page.getByLabel("box01", new Page.GetByLabelOptions().setExact(true)).check();
			button(page, "Remove").click();
			PlaywrightAssertions.assertThat(page.locator("h1")).containsText("Remove 2 servers");
			PlaywrightAssertions.assertThat(page.locator(".bulk-rows > li")).hasCount(2);
			admin.open("/servers?sort=-name&tag=tokyo");
			page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tag: tokyo: take this filter away"))
				.click();
			page.waitForURL(Pattern.compile(".*/servers\\?sort=-name"));
		}
	}

	@Test
	void fewServersAndNoneLookRight() {
		this.jdbc.sql("DELETE FROM server WHERE name > 'box02'").update();
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>();
			admin.open("/servers");
			troubles.addAll(new Inspection(admin, "servers-3").everything());
			admin.open("/servers?tag=nowhere&q=box");
			troubles.addAll(new Inspection(admin, "servers-narrowed").everything());
			admin.open("/search?q=example");
			troubles.addAll(new Inspection(admin, "search-policies").everything());
			admin.open("/servers?sort=name");
			admin.page().getByLabel("All on this page").check();
			button(admin.page(), "Remove").click();
			PlaywrightAssertions.assertThat(admin.page().locator("h1")).containsText("Remove 3 servers");
			troubles.addAll(new Inspection(admin, "bulk-remove").everything());
			this.data.clear();
			for (String path : List.of("/servers", "/groups", "/runs", "/groups/removals")) {
				admin.open(path);
				troubles.addAll(new Inspection(admin, path.substring(1).replace('/', '-') + "-0").everything());
			}
			admin.open("/search?q=nothing-like-it");
			troubles.addAll(new Inspection(admin, "search-0").everything());
			assertThat(troubles).isEmpty();
		}
	}

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private Visitor visitor(boolean scripts) {
		return new Visitor(this.chromium, this.portal.address(), scripts);
	}

}

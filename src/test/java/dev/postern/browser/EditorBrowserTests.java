package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.servers.Drafts;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody says who gets in: by keyboard alone, and without scripts. */
@BrowserTest
class EditorBrowserTests {

	private static final int MOST_TABS = 80;

	private static final int MOST_OPTIONS = 300;

	private final Portal portal;

	private final DemoServers demo;

	private final Servers servers;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	EditorBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.demo = new DemoServers(cloudflare, servers);
		this.servers = servers;
	}

	@Test
	void registersAServerByKeyboardAlone() {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			admin.open("/servers/new");
			Page page = admin.page();
			describe(page, "keys");
			enter(page, "start:country");
			focused(page, "policies[0].include[0].values");
			page.keyboard().type("example.com");
			tabTo(page, "policies[0].require[0].values");
			choose(page, "Japan");
			assertThat(page.locator("#live-0")).containsText("with an address at example.com, but only from Japan.");

			enter(page, "add-policy");
			focused(page, "policies[1].include[0].values");
			enter(page, "[value='add-rule:1:include:ip']");
			focused(page, "policies[1].include[1].values");
			page.keyboard().type("203.0.113.0/24");
			backTo(page, "[value='remove-rule:1:include:0']");
			page.keyboard().press("Space");
			focused(page, "policies[1].include");
			assertThat(page.locator("#live-1")).containsText("Warning: The only condition is where people come from");

			backTo(page, "up-policy:1");
			page.keyboard().press("Enter");
			focused(page, "down-policy:0");
			assertThat(page.locator("[id='policies[0].name']")).hasValue("Allow");
			page.keyboard().press("Enter");
			focused(page, "up-policy:1");
			assertThat(page.locator("[id='policies[0].name']")).hasValue("Team from one country");

			triesSomebody(page);
			enter(page, ".form-end .btn-primary");
			saysYes(admin);
		}
	}

	@Test
	void whatIsSelectedStaysSelectedWhenAnAnswerArrives() {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			admin.open("/servers/new");
			Page page = admin.page();
			page.evaluate("() => document.addEventListener('htmx:afterSettle', () => { window.settled = true; })");
			page.locator("#name").fill("selected");
			page.locator("#service").selectText();
			page.waitForFunction("() => window.settled === true");

			assertThat(page.locator("#service:focus")).hasCount(1);
			page.keyboard().type("ssh://10.0.0.9:22");

			assertThat(page.locator("#service")).hasValue("ssh://10.0.0.9:22");
		}
	}

	@Test
	void peopleWhomPosternKnowsAreOfferedAsOneTypes() {
		try (Visitor developer = visitor(true)) {
			developer.signIn(DemoPerson.DEVELOPER);
		}
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			admin.open("/servers/new");
			Page page = admin.page();
			Locator field = page.locator("[id='policies[0].include[0].values']");
			field.fill("ada@example.com\n");
			page.keyboard().press("End");
			page.keyboard().type("dev@");
			assertThat(page.locator(".known-values button").first()).hasText(DemoPerson.DEVELOPER.email());
			page.keyboard().press("ArrowDown");
			page.keyboard().press("Enter");

			assertThat(field).hasValue("ada@example.com\n" + DemoPerson.DEVELOPER.email());
			assertThat(field).isFocused();
			assertThat(page.locator("#live-0")).containsText(DemoPerson.DEVELOPER.email());
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void picksARareRuleByKeyboard() {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			admin.open("/servers/new");
			Page page = admin.page();
			tabTo(page, "pick-rule:0:include");
			choose(page, "a claim of OpenID Connect");
			page.keyboard().press("Tab");
			page.keyboard().press("Enter");
			focused(page, "policies[0].include[1].provider");
			choose(page, "One-time PIN");
			page.keyboard().press("Tab");
			page.keyboard().type("dept");
			page.keyboard().press("Tab");
			page.keyboard().type("eng");
			backTo(page, "policies[0].include[0].values");
			page.keyboard().type("ada@example.com");
			assertThat(page.locator("#live-0"))
				.containsText("ada@example.com and everyone whose claim “dept” is “eng”");
			focused(page, "policies[0].include[0].values");
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void keepsWhatIsEnteredWhileTheFormIsBeingChanged() {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			admin.open("/servers/new");
			Page page = admin.page();
			page.locator("[id='policies[0].require']").click();
			List<Route> held = new ArrayList<>();
			page.route("**/servers/form", held::add);
			page.locator("#add-policy").click();
			page.waitForCondition(() -> !held.isEmpty());
			page.locator("#description").fill("meant meanwhile");
			page.locator("[name=enforceAtConnector]").check();
			page.locator("[id='policies[0].include[0].values']").fill("ada@example.com");
			held.getFirst().resume();

			assertThat(page.locator("[id='policies[1].name']")).isVisible();
			focused(page, "policies[0].include[0].values");
			assertThat(page.locator("#description")).hasValue("meant meanwhile");
			assertThat(page.locator("[name=enforceAtConnector]")).isChecked();
			assertThat(page.locator("[id='policies[0].include[0].values']")).hasValue("ada@example.com");
			assertThat(page.locator("[id='pick-rule:0:require']")).isVisible();
			assertThat(page.locator("#live-0")).containsText("Lets in ada@example.com.");
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void doesTheSameWithoutScripts() {
		try (Visitor admin = visitor(false).signIn(DemoPerson.ADMIN)) {
			admin.open("/servers/new");
			Page page = admin.page();
			page.locator("#name").fill("scriptless");
			page.locator("#loginUser").fill("myuser");
			page.locator("#hostname").fill("ssh-scriptless.example.jp");
			page.locator("#tunnelId").selectOption(this.demo.tunnel().toString());
			page.locator("#service").fill("ssh://10.0.4.21:22");
			press(page, "a team from the office network");
			assertThat(page.locator(".start-said")).containsText("both must hold");
			page.locator("[id='policies[0].include[0].values']").fill("example.com\nexample.com\nexample.org");
			page.locator("[id='policies[0].require[0].values']").fill("203.0.113.0/24");
			page.locator("[id='policies[0].exclude']").press("Enter");
			page.locator("[id='pick-rule:0:exclude']").selectOption("email");
			page.locator("button[value='pick-rule:0:exclude']").press("Enter");
			page.locator("[id='policies[0].exclude[0].values']").fill("eve@example.org");
			page.locator("#try").press("Enter");
			page.locator("#tryEmail").fill("eve@example.org");
			press(page, "Try");
			assertThat(page.locator("#try-result")).containsText("Does not get in");
			assertThat(page.locator("#live-0")).containsText("example.com and everyone with an address at example.org, "
					+ "but only from 203.0.113.0/24, except eve@example.org.");
			press(page, "Preview the changes");
			page.locator("[name=acknowledged]").check();
			press(page, "Register server");
			page.waitForURL((address) -> address.matches(".*/servers/[0-9a-f-]{36}"));
			assertThat(page.locator("main")).containsText("scriptless");
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void looksRightInEveryState() {
		try (Visitor admin = visitor(true).signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>();
			admin.open("/servers/new");
			troubles.addAll(new Inspection(admin, "editor-empty").everything());
			Server server = this.servers.register(new ServerDraft("edited", "ssh-edited.example.jp",
					this.demo.tunnel().toString(), "ssh://10.0.4.21:22", "myuser", "ssh", "24h", false, "",
					Drafts.allow(DemoPerson.DEVELOPER.email())), Actor.postern("test"));
			admin.open("/servers/" + server.id() + "/edit");
			troubles.addAll(new Inspection(admin, "editor-usual").everything());
			trouble(admin);
			troubles.addAll(new Inspection(admin, "editor-troubled").everything());
			assertThat(troubles).isEmpty();
		}
	}

	/** Many rows, a warning, an error, a wrong value and all that is folded away. */
	private static void trouble(Visitor admin) {
		admin.open("/servers/new");
		Page page = admin.page();
		page.locator("[id='pick-rule:0:include']").selectOption("saml");
		page.locator("button[value='pick-rule:0:include']").click();
		focused(page, "policies[0].include[1].provider");
		page.locator("[id='policies[0].include[0].values']").fill("ada@example.com\nben");
		page.locator("[id='add-policy']").click();
		focused(page, "policies[1].include[0].values");
		page.locator("[value='add-rule:1:include:everyone']").click();
		focused(page, "policies[1].include[1].values");
		page.locator("[value='remove-rule:1:include:0']").click();
		focused(page, "policies[1].include");
		page.locator("[value='duplicate-policy:1']").click();
		focused(page, "policies[2].name");
		page.locator("[id='policies[2].decision']").selectOption("non_identity");
		page.evaluate("() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; })");
		page.locator("#tryEmail").fill("ada@example.com");
		assertThat(page.locator("#live-2")).containsText("Error:");
	}

	private void triesSomebody(Page page) {
		enter(page, "#try");
		tabTo(page, "tryEmail");
		page.keyboard().type("ada@example.com");
		tabTo(page, "tryCountry");
		choose(page, "Japan");
		assertThat(page.locator("#try-result")).containsText("Gets in");
		assertThat(page.locator("#try-result")).containsText("Decided by policy");
		focused(page, "tryCountry");
	}

	private static void saysYes(Visitor admin) {
		Page page = admin.page();
		assertThat(page.locator("#warnings")).containsText("The only condition is where people come from");
		List<String> troubles = new ArrayList<>(new Inspection(admin, "preview-warnings").everything());
		enter(page, ".form-end .btn-primary");
		focused(page, "warnings");
		assertThat(page.locator("#warnings [role=alert]")).containsText("Nothing was stored");
		tabTo(page, "[name=acknowledged]");
		page.keyboard().press("Space");
		enter(page, ".form-end .btn-primary");
		page.waitForURL((address) -> address.matches(".*/servers/[0-9a-f-]{36}"));
		troubles.addAll(admin.troubles());
		assertThat(troubles).isEmpty();
	}

	private void describe(Page page, String name) {
		tabTo(page, "name");
		page.keyboard().type(name);
		tabTo(page, "loginUser");
		page.keyboard().type("myuser");
		tabTo(page, "hostname");
		page.keyboard().type("ssh-" + name + ".example.jp");
		tabTo(page, "tunnelId");
		choose(page, "tokyo-office");
		tabTo(page, "service");
		page.keyboard().type("ssh://10.0.4.21:22");
	}

	private static void press(Page page, String button) {
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
			.last()
			.press("Enter");
	}

	/** Goes down the list that has the focus, whatever the time between the keys. */
	private static void choose(Page page, String option) {
		for (int i = 0; i < MOST_OPTIONS; i++) {
			page.waitForFunction("() => document.activeElement.selectedOptions !== undefined");
			if (option.equals(page.evaluate("() => document.activeElement.selectedOptions?.[0]?.label"))) {
				return;
			}
			page.keyboard().press("ArrowDown");
		}
		throw new AssertionError("the list does not offer " + option);
	}

	private static void enter(Page page, String target) {
		tabTo(page, target);
		page.keyboard().press("Enter");
	}

	private static void tabTo(Page page, String target) {
		go(page, target, "Tab");
	}

	private static void backTo(Page page, String target) {
		go(page, target, "Shift+Tab");
	}

	/** Goes from element to element as somebody without a mouse does. */
	private static void go(Page page, String target, String key) {
		Locator wanted = page.locator(selector(target));
		for (int i = 0; i < MOST_TABS; i++) {
			if (Objects.equals(wanted.first().evaluate("(one) => one === document.activeElement"), true)) {
				return;
			}
			page.keyboard().press(key);
		}
		throw new AssertionError("the keyboard does not lead to " + target);
	}

	private static void focused(Page page, String id) {
		page.waitForFunction("(id) => document.activeElement !== null && document.activeElement.id === id", id);
	}

	private static String selector(String target) {
		return target.matches("[.#\\[].*") ? target : "[id='%s']".formatted(target);
	}

	private Visitor visitor(boolean scripts) {
		return new Visitor(this.chromium, this.portal.address(), scripts);
	}

}

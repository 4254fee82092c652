package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Calls;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tunnels.Tunnels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Tunnels get another token and are removed by hand, on a desk, on a phone, by keys. */
@BrowserTest
class TunnelChangesBrowserTests {

	private static final int MOST_STOPS = 60;

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private final Tunnels tunnels;

	private final JdbcClient jdbc;

	private final Chromium chromium = Chromium.shared();

	private final String name = "office-" + UUID.randomUUID().toString().substring(0, 8);

	@Autowired
	TunnelChangesBrowserTests(Portal portal, FakeCloudflare cloudflare, Tunnels tunnels, JdbcClient jdbc) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		this.tunnels = tunnels;
		this.jdbc = jdbc;
	}

	@BeforeEach
	void empty() {
		DemoAccount.empty(this.cloudflare);
		this.cloudflare.addZone("example.jp");
		this.jdbc.sql("DELETE FROM made_tunnel").update();
		this.jdbc.sql("DELETE FROM tunnel_change").update();
	}

	@AfterEach
	void mend() {
		this.cloudflare.faults().clear();
	}

	@Test
	void tokenIsRotatedAndTheTunnelRemovedByKeysAlone() {
		TunnelId id = foreign();
		List<String> troubles = new ArrayList<>();
		try (Visitor admin = signedIn(true)) {
			Page page = admin.page();
			admin.open("/tunnels/%s/rotate".formatted(id));
			troubles.addAll(look(admin, "tunnel-rotate"));
			tabTo(page, page.locator("[name=closeConnections]"));
			page.keyboard().press("Space");
			tabTo(page, page.locator("#confirm"));
			page.keyboard().type("another");
			page.keyboard().press("Enter");
			PlaywrightAssertions.assertThat(page.locator("#confirm")).isFocused();
			PlaywrightAssertions.assertThat(page.locator("#confirm-errors")).containsText("That is not " + this.name);
			PlaywrightAssertions.assertThat(page.locator("[name=closeConnections]")).isChecked();
			troubles.addAll(look(admin, "tunnel-rotate-wrong"));
			page.locator("#confirm").fill(this.name);
			tabTo(page, button(page, "Rotate the token"));
			page.keyboard().press("Enter");
			PlaywrightAssertions.assertThat(page.locator("h1")).containsText(this.name + " has another token");
			troubles.addAll(look(admin, "tunnel-rotated"));
			this.jdbc.sql("UPDATE tunnel_change SET rotated_at = rotated_at - interval '2 minutes'").update();

			this.cloudflare.asSomebodyElse().addRule(id, "wiki.example.jp", "http://wiki:8080");
			admin.open("/tunnels/%s/remove".formatted(id));
			PlaywrightAssertions.assertThat(page.locator("main")).containsText("Something uses this tunnel");
			troubles.addAll(look(admin, "tunnel-remove-used"));
			this.cloudflare.asSomebodyElse().removeRule(id, "wiki.example.jp");
			admin.open("/tunnels/%s/remove".formatted(id));
			troubles.addAll(look(admin, "tunnel-remove"));
			tabTo(page, page.locator("#confirm"));
			page.keyboard().type("another");
			page.keyboard().press("Enter");
			PlaywrightAssertions.assertThat(page.locator("#confirm")).isFocused();
			troubles.addAll(look(admin, "tunnel-remove-wrong"));
			page.locator("#confirm").fill(this.name);
			page.keyboard().press("Enter");
			page.waitForURL(Pattern.compile(".*/tunnels$"));
			assertThat(page.locator("main").innerText()).doesNotContain(this.name);
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void theSameWorksWithoutScripts() {
		TunnelId id = foreign();
		try (Visitor admin = signedIn(false)) {
			Page page = admin.page();
			admin.open("/tunnels/%s/rotate".formatted(id));
			button(page, "Rotate the token").press("Enter");
			PlaywrightAssertions.assertThat(page.locator("#confirm-errors")).containsText("That is not " + this.name);
			page.locator("#confirm").fill(this.name);
			button(page, "Rotate the token").press("Enter");
			PlaywrightAssertions.assertThat(page.locator("h1")).containsText(this.name + " has another token");
			this.jdbc.sql("UPDATE tunnel_change SET rotated_at = rotated_at - interval '2 minutes'").update();

			admin.open("/tunnels/%s/remove".formatted(id));
			button(page, "Remove tunnel").press("Enter");
			PlaywrightAssertions.assertThat(page.locator("#confirm-errors")).containsText("That is not " + this.name);
			page.locator("#confirm").fill(this.name);
			button(page, "Remove tunnel").press("Enter");
			page.waitForURL(Pattern.compile(".*/tunnels$"));
			assertThat(page.locator("main").innerText()).doesNotContain(this.name);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void whatCloudflareDoesNotTellIsDecidedByAPerson(boolean scripts) {
		TunnelId id = foreign();
		List<String> troubles = new ArrayList<>();
		try (Visitor admin = signedIn(scripts)) {
			Page page = admin.page();
			Fault lost = this.cloudflare.faults().on(Calls.PATCH_TUNNEL).cutAfterCommit();
			Fault untold = this.cloudflare.faults().on(Calls.GET_TUNNEL_TOKEN).always().forbidden();
			admin.open("/tunnels/%s/rotate".formatted(id));
			page.locator("#confirm").fill(this.name);
			button(page, "Rotate the token").press("Enter");
			PlaywrightAssertions.assertThat(page.locator("main")).containsText("has not said whether");
			this.jdbc.sql("UPDATE tunnel_change SET rotation_asked_at = rotation_asked_at - interval '11 minutes'")
				.update();
			admin.open("/tunnels/" + id);
			if (scripts) {
				troubles.addAll(look(admin, "tunnel-rotation-not-known"));
			}
			button(page, "The token was changed").press("Enter");
			PlaywrightAssertions.assertThat(page.locator("main")).containsText("Its token was last changed");
			assertThat(lost.fired() && untold.fired()).isTrue();

			Fault unmade = this.cloudflare.faults().on(Calls.CREATE_TUNNEL).cutAfterCommit();
			admin.open("/tunnels/new");
			page.locator("#name").fill(this.name + "-b");
			button(page, "Create tunnel").press("Enter");
			page.waitForURL(Pattern.compile(".*/tunnels$"));
			this.jdbc.sql("UPDATE made_tunnel SET asked_at = asked_at - interval '11 minutes'").update();
			admin.open("/tunnels");
			if (scripts) {
				troubles.addAll(look(admin, "tunnels-asked"));
			}
			button(page, "Somebody else made it").press("Enter");
			PlaywrightAssertions.assertThat(page.locator("main")).not().containsText("has not said whether");
			assertThat(unmade.fired()).isTrue();
			assertThat(troubles).isEmpty();
		}
	}

	/**
	 * Whoever listens hears the one thing that changed, and nothing while nothing does.
	 */
	@Test
	void waitingForAConnectorIsSaidOnce() {
		TunnelId id = foreign();
		try (Visitor admin = signedIn(true)) {
			Page page = admin.page();
			admin.open("/tunnels/" + id);
			page.evaluate(
					"""
							() => {
							  window.said = [];
							  new MutationObserver(() => window.said.push(document.getElementById("connectors-said").textContent))
							    .observe(document.getElementById("connectors-said"),
							      { childList: true, characterData: true, subtree: true });
							}""");
			for (int looks = 0; looks < 2; looks++) {
				page.waitForResponse(Pattern.compile(".*/connectors\\?.*"), () -> {
				});
			}
			assertThat((List<?>) page.evaluate("() => window.said")).isEmpty();
			this.cloudflare.addConnector(id);
			PlaywrightAssertions.assertThat(page.locator("#connectors-said"))
				.hasText("A connector is connected", new LocatorAssertions.HasTextOptions().setTimeout(60_000));
			assertThat((List<?>) page.evaluate("() => window.said.length === 1 ? [] : window.said")).isEmpty();
			assertThat(page.locator("[aria-live] #connectors-live, #connectors-live[aria-live]").count()).isZero();
		}
	}

	private TunnelId foreign() {
		TunnelId id = this.cloudflare.addTunnel(this.name);
		this.tunnels.fresh();
		return id;
	}

	/** As somebody without a mouse gets there. */
	private static void tabTo(Page page, Locator wanted) {
		for (int stops = 0; stops < MOST_STOPS; stops++) {
			if ((boolean) wanted.evaluate("(part) => part === document.activeElement")) {
				return;
			}
			page.keyboard().press("Tab");
		}
		throw new AssertionError("not reached by the tabulator: " + wanted);
	}

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)).first();
	}

	private static List<String> look(Visitor visitor, String name) {
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

	private Visitor signedIn(boolean scripts) {
		return new Visitor(this.chromium, this.portal.address(), scripts).signIn(DemoPerson.ADMIN);
	}

}

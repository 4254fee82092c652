package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.LoadState;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Connect for people with no server, with a few and with many. */
@BrowserTest
class ConnectBrowserTests {

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	ConnectBrowserTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void empty() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM login_event").update();
	}

	@Test
	void helpIsOnTheFirstScreenHoweverManyServersThereAre() {
		try (Visitor developer = visitor(true).signIn(DemoPerson.DEVELOPER)) {
			List<String> troubles = new ArrayList<>(look(developer, "connect-none"));
			assertThat(helpBelow(developer, 390, 844)).isLessThan(844);
			servers(3);
			troubles.addAll(look(developer, "connect-few"));
			servers(70);
			this.jdbc
				.sql("INSERT INTO connect_favourite SELECT p.id, s.id FROM person p, server s "
						+ "WHERE p.email = 'dev@example.com' AND s.name IN ('box07', 'box21', 'box64')")
				.update();
			this.jdbc.sql("""
					INSERT INTO login_event (created_at, ray_id, action, user_email, allowed, server_id, raw)
					SELECT now() - interval '1 hour', name, 'login', 'dev@example.com', true, id, '{}' FROM server
					WHERE name IN ('box10', 'box33')""").update();
			this.jdbc.sql("UPDATE person SET address_since = NULL").update();
			troubles.addAll(look(developer, "connect-many"));
			assertThat(helpBelow(developer, 390, 844)).isLessThan(844);
			assertThat(helpBelow(developer, 1280, 800)).isLessThan(800);
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void aServerIsPutOnTopByKeyboard() {
		servers(12);
		try (Visitor developer = visitor(true).signIn(DemoPerson.DEVELOPER)) {
			developer.open("/connect");
			Page page = developer.page();
			page.evaluate("() => { window.sameAsBefore = true; }");
			Locator star = star(developer, "box09");
			star.focus();
			page.keyboard().press("Enter");

			PlaywrightAssertions.assertThat(star).hasAttribute("aria-pressed", "true");
			PlaywrightAssertions.assertThat(star).isFocused();
			PlaywrightAssertions.assertThat(page.locator("#my-list strong").first()).hasText("box09");
			PlaywrightAssertions.assertThat(page.locator("#section-favourites")).hasText("Favourites");
			page.keyboard().press("Space");
			PlaywrightAssertions.assertThat(star).hasAttribute("aria-pressed", "false");
			PlaywrightAssertions.assertThat(page.locator("#my-list strong").first()).hasText("box00");
			assertThat(page.evaluate("() => window.sameAsBefore === true")).isEqualTo(true);
			assertThat(developer.troubles()).isEmpty();
		}
	}

	@Test
	void aServerIsPutOnTopWithoutScripts() {
		servers(12);
		try (Visitor developer = visitor(false).signIn(DemoPerson.DEVELOPER)) {
			developer.open("/connect?q=box0");
			star(developer, "box04").click();
			developer.page().waitForLoadState();

			assertThat(developer.page().locator("#my-list strong").first().textContent()).isEqualTo("box04");
			assertThat(developer.page().locator("#connect-q").inputValue()).isEqualTo("box0");
		}
	}

	private void servers(int count) {
		this.data.clear();
		IntStream.range(0, count)
			.forEach((i) -> this.data.server("box%02d".formatted(i),
					ReachabilityData.policy("Staff", "allow", "{'email_domain':{'domain':'example.com'}}",
							(i % 3 == 1) ? "{'geo':{'country_code':'JP'}}" : "", "")));
		this.jdbc.sql("UPDATE server SET description = 'Orders of ' || name || ', production' WHERE name <> 'box00'")
			.update();
	}

	/** How far down the last of the ways to help is. */
	private static double helpBelow(Visitor visitor, int width, int height) {
		visitor.page().setViewportSize(width, height);
		visitor.open("/connect");
		Locator help = visitor.page().locator(".connect-help a").last();
		assertThat(help.textContent()).isEqualTo("It doesn’t work");
		BoundingBox box = Objects.requireNonNull(help.boundingBox());
		visitor.page().setViewportSize(1280, 800);
		return box.y + box.height;
	}

	private static Locator star(Visitor visitor, String name) {
		return visitor.page()
			.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Favourite: " + name).setExact(true));
	}

	private static List<String> look(Visitor visitor, String name) {
		visitor.open("/connect");
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

	private Visitor visitor(boolean scripts) {
		return new Visitor(this.chromium, this.portal.address(), scripts);
	}

}

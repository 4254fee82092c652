package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.postern.fake.FakeCloudflare;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** What the form of a server says by itself does not move what somebody presses. */
@BrowserTest
class SteadyFormBrowserTests {

	private static final String PEOPLE = "[id='policies[0].include[0].values']";

	/** So many that the sentence about them is longer than the one before. */
	private static final String MANY_PEOPLE = IntStream.range(0, 20)
		.mapToObj("steady%d@example.com"::formatted)
		.collect(Collectors.joining("\n"));

	private static final String NOTE_ANSWERS = """
			() => { window.answers = 0; document.addEventListener("htmx:beforeSwap", () => { window.answers++; }); }""";

	private final Portal portal;

	private final Chromium chromium = Chromium.shared();

	private final DemoServers demo;

	@Autowired
	SteadyFormBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.demo = new DemoServers(cloudflare, servers);
	}

	@BeforeEach
	void aDeveloperIsKnown() {
		try (Visitor developer = visitor()) {
			developer.signIn(DemoPerson.DEVELOPER);
		}
	}

	@Test
	void offersMoveNothingAndGoWhenTheFieldIsLeft() {
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			Page page = admin.page();
			page.route("**/servers/form/live", (route) -> route.fulfill(new Route.FulfillOptions().setStatus(204)));
			admin.open("/servers/new");
			Locator below = page.locator("#add-policy");
			page.locator(PEOPLE).fill("dev");
			double before = top(below);
			Locator offers = page.locator(".known-values").first();
			page.locator(PEOPLE).pressSequentially("@");

			assertThat(offers.locator("button").first()).hasText(DemoPerson.DEVELOPER.email());
			assertThat(top(below)).isEqualTo(before);
			List<String> troubles = new ArrayList<>(new Inspection(admin, "editor-offers").everything());
			page.setViewportSize(390, 844);
			BoundingBox box = Objects.requireNonNull(offers.boundingBox());
			assertThat(box.x).isNotNegative();
			assertThat(box.x + box.width).isLessThanOrEqualTo(390);
			page.locator("#name").focus();
			assertThat(offers).isHidden();
			page.locator(PEOPLE).pressSequentially(".");
			page.locator(PEOPLE).press("Backspace");
			offers.locator("button").first().click();
			assertThat(page.locator(PEOPLE)).hasValue(DemoPerson.DEVELOPER.email());
			assertThat(page.locator(PEOPLE)).isFocused();
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void anAnswerThatArrivesDuringAClickDoesNotTakeTheButtonAway() {
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			Page page = admin.page();
			List<Route> held = complete(admin);
			Locator button = page
				.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Preview the changes").setExact(true))
				.last();
			press(page, button);
			answer(page, held);
			page.mouse().up();

			page.waitForURL(Pattern.compile(".*/servers/preview"));
			assertThat(page.locator("h1")).containsText("steady");
			assertThat(admin.troubles()).isEmpty();
		}
	}

	@Test
	void whatWasHeldBackIsAskedAgain() {
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			Page page = admin.page();
			List<Route> held = complete(admin);
			press(page, page.locator(".form-part > legend").last());
			answer(page, held);
			assertThat(page.locator("#live-0")).not().containsText("steady0@example.com");
			page.mouse().up();

			assertThat(page.locator("#live-0")).containsText("steady0@example.com");
			assertThat(admin.troubles()).isEmpty();
		}
	}

	/** A form that can be sent, and the one request for what it means, which waits. */
	private List<Route> complete(Visitor admin) {
		Page page = admin.page();
		admin.open("/servers/new");
		set(page, "#name", "steady");
		set(page, "#loginUser", "myuser");
		set(page, "#hostname", "ssh-steady.example.jp");
		set(page, "#tunnelId", this.demo.tunnel().toString());
		set(page, "#service", "ssh://10.0.4.21:22");
		set(page, PEOPLE, MANY_PEOPLE);
		page.evaluate(NOTE_ANSWERS);
		List<Route> held = new ArrayList<>();
		page.route("**/servers/form/live", held::add);
		page.locator(PEOPLE).dispatchEvent("change");
		page.waitForCondition(() -> !held.isEmpty());
		return held;
	}

	/** Says nothing to the page, so that it asks nothing. */
	private static void set(Page page, String field, String value) {
		page.locator(field).evaluate("(field, value) => { field.value = value; }", value);
	}

	private static void press(Page page, Locator target) {
		target.scrollIntoViewIfNeeded();
		BoundingBox box = Objects.requireNonNull(target.boundingBox());
		page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
		page.mouse().down();
	}

	private static void answer(Page page, List<Route> held) {
		Number before = (Number) page.evaluate("window.answers");
		page.unroute("**/servers/form/live");
		held.removeFirst().resume();
		page.waitForFunction("(before) => window.answers > before", before);
	}

	/** How far down the page it is, wherever that is scrolled to. */
	private static double top(Locator part) {
		return ((Number) part.evaluate("(part) => part.getBoundingClientRect().top + scrollY")).doubleValue();
	}

	private Visitor visitor() {
		return new Visitor(this.chromium, this.portal.address());
	}

}

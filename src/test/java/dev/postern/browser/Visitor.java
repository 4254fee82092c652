package dev.postern.browser;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.waiting.Patience;
import org.jspecify.annotations.Nullable;

/** Somebody in front of a browser; notes what goes wrong on the pages. */
final class Visitor implements AutoCloseable {

	/**
	 * The Layout Instability API, whose figures add up while a page is open. What moves
	 * because of the visitor does not count, be it a click, what is typed, the answer to
	 * that however long it takes, or another size of the window.
	 */
	private static final String COUNT_SHIFTS = """
			window.shifted = { value: 0, parts: [] };
			let resized = -Infinity;
			addEventListener("resize", () => { resized = performance.now(); });
			let answered = -Infinity;
			addEventListener("htmx:afterSwap", ({ detail }) => {
			  if (["click", "input", "change"].includes(detail.requestConfig.triggeringEvent?.type)) answered = performance.now();
			});
			const byItself = ({ hadRecentInput, startTime }) =>
			  !hadRecentInput && [resized, answered].every((moment) => Math.abs(startTime - moment) > 500);
			new PerformanceObserver((list) => list.getEntries().filter(byItself).forEach(({ value, sources }) => {
			  window.shifted.value += value;
			  sources.forEach(({ node }) => window.shifted.parts.push((node?.outerHTML ?? node?.textContent ?? "").slice(0, 80)));
			})).observe({ type: "layout-shift", buffered: true });""";

	private final List<String> troubles = new ArrayList<>();

	private final BrowserContext context;

	private final Page page;

	private final Trace trace;

	private final URI portal;

	private final Set<String> origins;

	Visitor(Chromium chromium, URI portal) {
		this(chromium, portal, true);
	}

	Visitor(Chromium chromium, URI portal, boolean scripts) {
		this.portal = portal;
		this.origins = Set.of(portal.getAuthority(), DemoIdentityProvider.shared().issuer().getAuthority());
		this.context = chromium.context(new Browser.NewContextOptions().setJavaScriptEnabled(scripts)
			.setLocale("en-GB")
			.setTimezoneId("Asia/Tokyo")
			.setViewportSize(1280, 800));
		this.context.setDefaultTimeout((double) Patience.LIMIT.toMillis());
		this.context.onConsoleMessage(this::note);
		this.context.onWebError((error) -> this.troubles.add("script: " + error.error()));
		this.context.onRequest((request) -> noteForeign(URI.create(request.url())));
		this.context.addInitScript(COUNT_SHIFTS);
		this.trace = Trace.of(this.context);
		this.page = this.context.newPage();
	}

	/**
	 * Wants to connect, signs in on the pages of the portal and of the identity provider,
	 * and comes back to where it wanted to go.
	 */
	Visitor signIn(DemoPerson person) {
		open("/connect");
		this.page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Sign in with the demo identity provider"))
			.click();
		this.page
			.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign in as " + person.email()).setExact(true))
			.click();
		this.page.waitForURL((address) -> address.startsWith(this.portal.resolve("/connect").toString()));
		return this;
	}

	@Nullable Response open(String path) {
		return this.page.navigate(this.portal.resolve(path).toString());
	}

	Page page() {
		return this.page;
	}

	/**
	 * By how much of the window what is shown has moved by itself since the page was
	 * opened.
	 */
	double shifted() {
		return ((Number) this.page.evaluate("window.shifted.value")).doubleValue();
	}

	Object shiftedParts() {
		return this.page.evaluate("window.shifted.parts");
	}

	/** What went wrong since the last time somebody asked. */
	List<String> troubles() {
		List<String> noted = List.copyOf(this.troubles);
		this.troubles.clear();
		return noted;
	}

	private void note(ConsoleMessage message) {
		if (message.type().equals("error") && !isStatusOfThePageItself(message)) {
			this.troubles.add("console: " + message.text() + " " + message.location());
		}
	}

	private boolean isStatusOfThePageItself(ConsoleMessage message) {
		return message.text().startsWith("Failed to load resource")
				&& message.location().startsWith(this.page.url() + ":");
	}

	private void noteForeign(URI address) {
		if (address.getAuthority() != null && !this.origins.contains(address.getAuthority())) {
			this.troubles.add("asks another host: " + address);
		}
	}

	@Override
	public void close() {
		this.trace.end(this.page);
		this.context.close();
	}

}

package dev.postern.browser;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/**
 * Looks at a page on a desk, in light and in dark, and on a phone. Takes pictures of it
 * when the system property {@code postern.pictures} is {@code true}.
 */
final class Inspection {

	private static final Path SHOTS = Path.of("target", "screenshots");

	private static final boolean PICTURES = Boolean.getBoolean("postern.pictures");

	private static final int DESK = 1280;

	private static final int PHONE = 390;

	/** What reaches over the right edge of the window. */
	private static final String TOO_WIDE = """
			() => {
			  const width = document.documentElement.clientWidth;
			  if (document.documentElement.scrollWidth <= width) return [];
			  return [...document.querySelectorAll("body *")]
			    .filter((part) => part.getBoundingClientRect().right > width + 1)
			    .slice(0, 5).map((part) => part.tagName + "." + part.className);
			}""";

	private static final String SWITCH = "(theme) => document.documentElement.setAttribute('data-bs-theme', theme)";

	private static final String RESIZED = "(width) => innerWidth === width";

	private static final double OFTEN = 20;

	/** All rows of a list are of one template, so that ten of them show what is wrong. */
	private static final String FURTHER_ROWS = "tbody > tr:nth-child(n + 11), ul > li:nth-child(n + 11)";

	/** What people do not notice: a fiftieth of the window. */
	private static final double STEADY = .02;

	private final Visitor visitor;

	private final Page page;

	private final String name;

	Inspection(Visitor visitor, String name) {
		this.visitor = visitor;
		this.page = visitor.page();
		this.name = name;
	}

	/** What is wrong with the page as it is now. */
	List<String> everything() {
		return Stream
			.of(shifts(), look(ColorScheme.DARK), look(ColorScheme.LIGHT), lookOnPhone(),
					this.visitor.troubles().stream())
			.flatMap((found) -> found)
			.map((found) -> this.name + ": " + found)
			.toList();
	}

	private Stream<String> shifts() {
		double shifted = this.visitor.shifted();
		System.out.printf(Locale.ROOT, "%s: layout shift %.4f%n", this.name, shifted);
		return (shifted <= STEADY) ? Stream.empty()
				: Stream.of("moves by %s: %s".formatted(shifted, this.visitor.shiftedParts()));
	}

	private Stream<String> look(ColorScheme scheme) {
		String theme = choose(scheme);
		picture(DESK, theme);
		return barriers(scheme).map((barrier) -> theme + ": " + barrier);
	}

	private Stream<String> lookOnPhone() {
		resize(PHONE, 844);
		List<?> tooWide = (List<?>) this.page.evaluate(TOO_WIDE);
		picture(PHONE, choose(ColorScheme.DARK));
		picture(PHONE, choose(ColorScheme.LIGHT));
		resize(DESK, 800);
		return tooWide.isEmpty() ? Stream.empty() : Stream.of("too wide on a phone: " + tooWide);
	}

	private String choose(ColorScheme scheme) {
		String theme = scheme.name().toLowerCase(Locale.ROOT);
		this.page
			.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
		this.page.evaluate(SWITCH, theme);
		return theme;
	}

	private void picture(int width, String theme) {
		if (PICTURES) {
			this.page.screenshot(new Page.ScreenshotOptions().setFullPage(true)
				.setPath(SHOTS.resolve("%s-%d-%s.png".formatted(this.name, width, theme))));
		}
	}

	private void resize(int width, int height) {
		this.page.setViewportSize(width, height);
		this.page.waitForFunction(RESIZED, width, new Page.WaitForFunctionOptions().setPollingInterval(OFTEN));
	}

	/** In the dark only colours differ. */
	private Stream<String> barriers(ColorScheme scheme) {
		AxeRunOptions options = new AxeRunOptions();
		options.setResultTypes(List.of("violations"));
		AxeBuilder axe = new AxeBuilder(this.page).setLegacyMode(true).options(options).exclude(FURTHER_ROWS);
		if (scheme == ColorScheme.DARK) {
			axe.withRules(List.of("color-contrast", "link-in-text-block"));
		}
		return axe.analyze()
			.getViolations()
			.stream()
			.filter((rule) -> List.of("serious", "critical").contains(rule.getImpact()))
			.map((rule) -> "%s at %s".formatted(rule.getHelp(), places(rule)));
	}

	private static List<String> places(Rule rule) {
		return rule.getNodes().stream().map((node) -> node.getTarget() + " " + node.getHtml()).limit(4).toList();
	}

}

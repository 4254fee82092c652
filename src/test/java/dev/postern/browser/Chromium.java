package dev.postern.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import org.jspecify.annotations.Nullable;

/** The Chromium that is installed on this machine, without a window. */
final class Chromium implements AutoCloseable {

	private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

	private static volatile @Nullable Chromium shared;

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Path executable) {
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(executable)
				.setArgs(List.of("--headless", "--no-sandbox", "--disable-background-networking", "--disable-quic")));
	}

	/** The one that all tests of a run of JUnit share. */
	static Chromium shared() {
		return Objects.requireNonNull(shared, "no test with a browser is being run");
	}

	/** Starts the shared one, for whoever closes it after the last test of the run. */
	static Chromium open() {
		shared = new Chromium(find().orElseThrow());
		return shared;
	}

	static Optional<Path> find() {
		return NAMES.stream()
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	BrowserContext context(Browser.NewContextOptions options) {
		return this.browser.newContext(options);
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

}

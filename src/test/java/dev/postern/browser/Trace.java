package dev.postern.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Tracing;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a visitor did, step by step, and a picture of what was there at the end. Both are
 * kept in {@code target/traces} when the test fails;
 * {@code npx playwright show-trace <file>} shows the steps. With the system property
 * {@code postern.snapshots} the trace shows the page before and after each step, too,
 * which takes half as long again.
 */
final class Trace {

	private static final Path KEPT = Path.of("target", "traces");

	private static final boolean SNAPSHOTS = Boolean.getBoolean("postern.snapshots");

	private static final List<Path> OF_THIS_TEST = new ArrayList<>();

	private static volatile String test = "outside-of-a-test";

	private final Tracing tracing;

	private Trace(Tracing tracing) {
		this.tracing = tracing;
	}

	static Trace of(BrowserContext context) {
		context.tracing().start(new Tracing.StartOptions().setSnapshots(SNAPSHOTS));
		return new Trace(context.tracing());
	}

	void end(Page page) {
		String name = "%s-%d".formatted(test, OF_THIS_TEST.size() / 2 + 1);
		Path steps = KEPT.resolve(name + ".zip");
		Path picture = KEPT.resolve(name + ".png");
		OF_THIS_TEST.addAll(List.of(steps, picture));
		page.screenshot(new Page.ScreenshotOptions().setPath(picture));
		this.tracing.stop(new Tracing.StopOptions().setPath(steps));
	}

	/** Throws away the traces of a test that passed. */
	static final class Keeper implements BeforeEachCallback, AfterEachCallback {

		@Override
		public void beforeEach(ExtensionContext context) {
			test = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
			OF_THIS_TEST.clear();
		}

		@Override
		public void afterEach(ExtensionContext context) {
			if (context.getExecutionException().isEmpty()) {
				OF_THIS_TEST.forEach(Keeper::remove);
			}
		}

		private static void remove(Path trace) {
			try {
				Files.deleteIfExists(trace);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}

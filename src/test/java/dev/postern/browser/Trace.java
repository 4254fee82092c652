package dev.postern.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Tracing;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a visitor did and saw, step by step. It is kept in {@code target/traces} when the
 * test fails; {@code npx playwright show-trace <file>} shows it.
 */
final class Trace {

	private static final Path KEPT = Path.of("target", "traces");

	private static final List<Path> OF_THIS_TEST = new ArrayList<>();

	private static volatile String test = "outside-of-a-test";

	private final Tracing tracing;

	private Trace(Tracing tracing) {
		this.tracing = tracing;
	}

	static Trace of(BrowserContext context) {
		context.tracing().start(new Tracing.StartOptions().setSnapshots(true));
		return new Trace(context.tracing());
	}

	void end() {
		Path file = KEPT.resolve("%s-%d.zip".formatted(test, OF_THIS_TEST.size() + 1));
		this.tracing.stop(new Tracing.StopOptions().setPath(file));
		OF_THIS_TEST.add(file);
	}

	/** Throws away the traces of a test that is good. */
	static final class Keeper implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

		@Override
		public void beforeTestExecution(ExtensionContext context) {
			test = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
			OF_THIS_TEST.clear();
		}

		@Override
		public void afterTestExecution(ExtensionContext context) {
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

package dev.postern.waiting;

import java.time.Duration;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long a test waits for what has to come: so long that only what never comes is
 * missed, however busy the computer is. A test that waits for nothing special says no
 * time of its own.
 */
public final class Patience implements LauncherSessionListener {

	/** After this long a wait has failed. */
	public static final Duration LIMIT = Duration.ofMinutes(3);

	@Override
	public void launcherSessionOpened(LauncherSession session) {
		Awaitility.setDefaultTimeout(LIMIT);
		PlaywrightAssertions.setDefaultAssertionTimeout((double) LIMIT.toMillis());
	}

}

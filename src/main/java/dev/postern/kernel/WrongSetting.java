package dev.postern.kernel;

import java.time.Duration;

/**
 * A setting without which, or with which, the portal cannot start. Its message is one
 * line that names the setting and says what would be right, without any secret value.
 */
public class WrongSetting extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Names a setting and what is wrong with it.
	 * @param name the full name, for example {@code postern.cloudflare.account-id}
	 * @param what completes the sentence that starts with the name
	 */
	public WrongSetting(String name, String what) {
		super(name + " " + what);
	}

	/**
	 * Refuses a number of things that is none.
	 * @param name the full name
	 */
	public static void refuseUnlessPositive(String name, int count) {
		if (count < 1) {
			throw new WrongSetting(name, "must be 1 or more, not %d.".formatted(count));
		}
	}

	/**
	 * Refuses a pause or a period that is none.
	 * @param name the full name
	 * @param example what would be right, as it is written in settings
	 */
	public static void refuseUnlessPositive(String name, Duration duration, String example) {
		if (duration.isNegative() || duration.isZero()) {
			throw new WrongSetting(name,
					"must be longer than nothing, for example %s, not %s.".formatted(example, duration));
		}
	}

}

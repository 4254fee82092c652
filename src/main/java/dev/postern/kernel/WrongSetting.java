package dev.postern.kernel;

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

}

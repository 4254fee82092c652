package dev.postern.cloudflare.preflight;

import java.util.List;

/**
 * What a check of the account found out about one part of it.
 *
 * @param code the part, for example {@code dns-read}
 * @param needed whether no server can be registered without it; else it is advice
 * @param permission what an API token needs for it, as Cloudflare's dashboard calls it
 * @param detail what was found, or Cloudflare's own words when it refused
 */
public record CheckResult(String code, State state, boolean needed, String permission, String detail) {

	private static final String MESSAGES = "cloudflare.preflight.";

	/** Key of the text that names the part. */
	public String title() {
		return MESSAGES + this.code + ".title";
	}

	/** Key of the sentence that says what is wrong; only when something is. */
	public String what() {
		return sentence("what");
	}

	/** Key of the sentence that says what this means for people. */
	public String means() {
		return sentence("means");
	}

	/** Key of the sentence that says what to do about it. */
	public String todo() {
		return sentence("todo");
	}

	/** The arguments of the sentences. */
	public List<Object> args() {
		return List.of(this.permission, this.detail);
	}

	private String sentence(String part) {
		return MESSAGES + ((this.state == State.UNKNOWN) ? "unknown" : this.code) + "." + part;
	}

	/** Whether the part is as it should be. */
	public enum State {

		OK, MISSING, UNKNOWN,

		/** Not there, which troubles only those who want to use the part. */
		OFF

	}

}

package dev.postern.cloudflare.preflight;

import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a check of the account found out about one part of it.
 *
 * @param code the part, for example {@code dns-read}
 * @param needed whether no server can be registered without it; else it is advice
 * @param permission what an API token needs for it, as Cloudflare's dashboard calls it
 * @param detail what was found, or Cloudflare's own words when it refused
 * @param documentation the page of Cloudflare's that explains its words; {@code null}
 * when it named none
 * @param note names the sentence that says what a setting means which is neither right
 * nor wrong; {@code null} for parts that are one of both
 */
public record CheckResult(String code, State state, boolean needed, String permission, String detail,
		@Nullable URI documentation, @Nullable String note) {

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

	/**
	 * Key of the sentence that says what a setting means; {@code null} for other parts.
	 */
	public @Nullable String meaning() {
		return (this.note != null) ? MESSAGES + this.code + "." + this.note : null;
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
		OFF,

		/** Cloudflare does not say how it is set, which troubles nobody. */
		UNSAID;

		/** Whether somebody has to look at it. */
		public boolean isTrouble() {
			return switch (this) {
				case MISSING, UNKNOWN -> true;
				case OK, OFF, UNSAID -> false;
			};
		}

	}

}

package dev.postern.cloudflare.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Throttled;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.preflight.CheckResult.State;

/** The findings of one check, in the order in which they were made. */
class CheckResults {

	private final List<CheckResult> all = new ArrayList<>();

	List<CheckResult> all() {
		return List.copyOf(this.all);
	}

	boolean nothingNeededFails() {
		return this.all.stream().noneMatch((result) -> result.needed() && result.state() != State.OK);
	}

	boolean isOk(String code) {
		return this.all.stream().anyMatch((result) -> result.code().equals(code) && result.state() == State.OK);
	}

	void add(Check check, State state, String detail) {
		this.all.add(new CheckResult(check.code(), state, check.needed(), check.permission(), detail, null, null));
	}

	/**
	 * Adds how something is set that may be one way or another.
	 * @param meaning names the sentence that says what it means to be set so
	 */
	void addNote(Check check, State state, String meaning, String detail) {
		this.all.add(new CheckResult(check.code(), state, check.needed(), check.permission(), detail, null, meaning));
	}

	/**
	 * Asks, and takes a refusal for a lack and anything else that fails for not known.
	 */
	void check(Check check, Supplier<Probed> question) {
		try {
			Probed answer = question.get();
			add(check, answer.good() ? State.OK : State.MISSING, answer.detail());
		}
		catch (CloudflareException problem) {
			add(check, problem);
		}
	}

	/** Asks about a part that may be lacking, since not everybody wants to use it. */
	void checkOptional(Check check, Supplier<Probed> question) {
		try {
			add(check, State.OK, question.get().detail());
		}
		catch (Unauthorized problem) {
			add(check, State.OFF, problem);
		}
		catch (CloudflareException problem) {
			add(check, problem);
		}
	}

	void add(Check check, CloudflareException problem) {
		add(check, stateAfter(problem), problem);
	}

	private void add(Check check, State state, CloudflareException problem) {
		this.all.add(new CheckResult(check.code(), state, check.needed(), check.permission(),
				String.valueOf(problem.getMessage()), problem.documentation().orElse(null), null));
	}

	private static State stateAfter(CloudflareException problem) {
		return switch (problem) {
			case Unauthorized ex -> State.MISSING;
			case Rejected ex -> State.MISSING;
			case Missing ex -> State.MISSING;
			case Throttled ex -> State.UNKNOWN;
			case Unavailable ex -> State.UNKNOWN;
		};
	}

	/**
	 * A part that is checked.
	 *
	 * @param permission what a token needs for it
	 * @param needed whether no server can be registered without it
	 */
	record Check(String code, String permission, boolean needed) {
	}

	/** A good answer says what is there, a bad one what is not. */
	record Probed(boolean good, String detail) {

		static Probed good(String detail) {
			return new Probed(true, detail);
		}

		static Probed bad(String detail) {
			return new Probed(false, detail);
		}

	}

}

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
import dev.postern.cloudflare.preflight.Finding.State;

/** The findings of one check, in the order in which they were made. */
class Findings {

	private final List<Finding> all = new ArrayList<>();

	List<Finding> all() {
		return List.copyOf(this.all);
	}

	boolean noneIsTrouble() {
		return this.all.stream().noneMatch((finding) -> finding.needed() && finding.state() != State.OK);
	}

	boolean isOk(String code) {
		return this.all.stream().anyMatch((finding) -> finding.code().equals(code) && finding.state() == State.OK);
	}

	void add(Part part, State state, String detail) {
		this.all.add(new Finding(part.code(), state, part.needed(), part.permission(), detail));
	}

	/**
	 * Asks, and takes a refusal for a lack and anything else that fails for not known.
	 */
	void ask(Part part, Supplier<Answer> question) {
		try {
			Answer answer = question.get();
			add(part, answer.good() ? State.OK : State.MISSING, answer.detail());
		}
		catch (CloudflareException problem) {
			add(part, problem);
		}
	}

	/** Asks about a part that may be lacking, since not everybody wants to use it. */
	void askIfWanted(Part part, Supplier<Answer> question) {
		try {
			add(part, State.OK, question.get().detail());
		}
		catch (Unauthorized problem) {
			add(part, State.OFF, String.valueOf(problem.getMessage()));
		}
		catch (CloudflareException problem) {
			add(part, problem);
		}
	}

	void add(Part part, CloudflareException problem) {
		add(part, stateAfter(problem), String.valueOf(problem.getMessage()));
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
	record Part(String code, String permission, boolean needed) {
	}

	/** A good answer says what is there, a bad one what is not. */
	record Answer(boolean good, String detail) {

		static Answer good(String detail) {
			return new Answer(true, detail);
		}

		static Answer bad(String detail) {
			return new Answer(false, detail);
		}

	}

}

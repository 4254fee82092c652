package dev.postern.fake.faults;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Response;
import dev.postern.fake.faults.Fault.Effect;
import dev.postern.fake.faults.Fault.Effect.Stage;
import tools.jackson.databind.JsonNode;

/**
 * Says which of the matching calls a fault strikes, and how; by default the first one.
 */
public final class FaultPlan {

	private final Collection<Fault> installed;

	private final CallMatcher matcher;

	private final int first;

	private final int last;

	FaultPlan(Collection<Fault> installed, CallMatcher matcher, int first, int last) {
		this.installed = installed;
		this.matcher = matcher;
		this.first = first;
		this.last = last;
	}

	/** Only the n-th match from now on, counted from 1. */
	public FaultPlan nth(int n) {
		return new FaultPlan(this.installed, this.matcher, n, n);
	}

	/** So many matches, from the chosen one on. */
	public FaultPlan times(int count) {
		return new FaultPlan(this.installed, this.matcher, this.first, this.first + count - 1);
	}

	/** Every match, from the chosen one on, until it is removed. */
	public FaultPlan always() {
		return new FaultPlan(this.installed, this.matcher, this.first, Integer.MAX_VALUE);
	}

	/** The call is carried out later. */
	public Fault latency(Duration delay) {
		return before("latency " + delay, (fault, response) -> {
			sleep(delay);
			return null;
		});
	}

	/** The call is carried out at once, but the answer comes later. */
	public Fault slowAnswer(Duration delay) {
		return after("slow answer " + delay, (fault, response) -> {
			sleep(delay);
			return null;
		});
	}

	/** Nothing is done; the answer has this status and an envelope with an error. */
	public Fault status(int status) {
		return before("status " + status, (fault, response) -> problem(status));
	}

	/**
	 * Nothing is done; Cloudflare refuses the request as it is, with one of its codes.
	 */
	public Fault refused(int code, String text) {
		return before("refused " + code, (fault, response) -> ApiException.of(400, code, text).response());
	}

	/** Nothing is done; Cloudflare says that what is named does not exist. */
	public Fault missing(int code, String text) {
		return before("missing " + code, (fault, response) -> ApiException.of(404, code, text).response());
	}

	/** It is done, and yet the answer has this status. */
	public Fault statusAfterCommit(int status) {
		return after("status " + status + " after commit", (fault, response) -> problem(status));
	}

	/** Nothing is done; status 200 with {@code success: false}. */
	public Fault unsuccessful() {
		return before("success:false with 200", (fault, response) -> problem(200));
	}

	/** Nothing is done; the answer is a page of HTML, as a proxy sends it. */
	public Fault html(int status) {
		return before("HTML " + status,
				(fault, response) -> Response.text(status, "text/html; charset=UTF-8",
						"<html><head><title>%1$d</title></head><body><center><h1>%1$d</h1></center></body></html>"
							.formatted(status)));
	}

	/** Nothing is done; 429 with {@code Retry-After}. */
	public Fault throttle(long retryAfterSeconds) {
		return before("throttle", (fault, response) -> ApiException.throttled(retryAfterSeconds).response());
	}

	/**
	 * Nothing is done; 429 that tells only in its body when to come back, with
	 * {@code retry_after}.
	 */
	public Fault throttleInBody(String retryAfter) {
		return before("throttle in the body", (fault, response) -> ApiException.throttledInBody(retryAfter).response());
	}

	/** Nothing is done; 503 with {@code Retry-After}. */
	public Fault busy(long retryAfterSeconds) {
		return before("busy",
				(fault, response) -> problem(503).withHeaders(Map.of("Retry-After", Long.toString(retryAfterSeconds))));
	}

	/**
	 * The list leaves out what the token may not see, and counts only what it shows; each
	 * object can still be asked for by itself.
	 */
	public Fault hide(Predicate<JsonNode> hidden) {
		return after("hide", (fault, response) -> (response != null) ? response.hiding(hidden) : null);
	}

	/** The list gives the size of the page as its total, although more pages follow. */
	public Fault countOnePage() {
		return after("count one page", (fault, response) -> (response != null) ? response.countingOnePage() : null);
	}

	/** Nothing is done; 403 with code 10000. */
	public Fault forbidden() {
		return before("forbidden", (fault, response) -> ApiException.forbidden().response());
	}

	/** It is done, but the body is cut off in the middle, with a length that fits. */
	public Fault malformedBody() {
		return after("malformed body", (fault, response) -> (response != null) ? response.halved() : null);
	}

	/** Nothing is done and the connection ends without an answer. */
	public Fault cutBeforeCommit() {
		return before("cut before commit", (fault, response) -> {
			throw new Fault.ConnectionCut();
		});
	}

	/** It is done, but the connection ends without an answer. */
	public Fault cutAfterCommit() {
		return after("cut after commit", (fault, response) -> {
			throw new Fault.ConnectionCut();
		});
	}

	/** It is done, but the connection ends in the middle of the body. */
	public Fault cutInBody() {
		return after("cut in body", (fault, response) -> (response != null) ? response.cutOff() : null);
	}

	/**
	 * Stops before anything is done, until it is released, cut, or the fake is closed.
	 */
	public Fault hang() {
		return before("hang", (fault, response) -> {
			fault.hold();
			return null;
		});
	}

	/**
	 * It is done, but the answer waits until it is released, cut, or the fake is closed.
	 */
	public Fault hangAfterCommit() {
		return after("hang after commit", (fault, response) -> {
			fault.hold();
			return null;
		});
	}

	/**
	 * Runs something just before the call is carried out, for example somebody else's
	 * edit.
	 */
	public Fault run(Runnable action) {
		return before("run", (fault, response) -> {
			action.run();
			return null;
		});
	}

	/** Runs something when the call is carried out but not answered yet. */
	public Fault runAfterCommit(Runnable action) {
		return after("run after commit", (fault, response) -> {
			action.run();
			return null;
		});
	}

	/**
	 * It is done, but the answer says something else, such as less, or what was before.
	 */
	public Fault answers(UnaryOperator<JsonNode> rewrite) {
		return after("rewritten answer", (fault, response) -> (response != null) ? response.rewritten(rewrite) : null);
	}

	private Fault before(String name, Fault.Strike strike) {
		return install(name, new Effect(Stage.BEFORE_COMMIT, strike));
	}

	private Fault after(String name, Fault.Strike strike) {
		return install(name, new Effect(Stage.AFTER_COMMIT, strike));
	}

	private Fault install(String name, Effect effect) {
		Fault fault = new Fault(this.installed, this.matcher, this.first, this.last, name, effect);
		this.installed.add(fault);
		return fault;
	}

	private static Response problem(int status) {
		return ApiException.of(status, 10013, "Internal error").response();
	}

	private static void sleep(Duration delay) {
		try {
			Thread.sleep(delay);
		}
		catch (InterruptedException ex) {
			throw new Fault.ConnectionCut();
		}
	}

}

package dev.postern.fake.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.postern.fake.api.Call;
import dev.postern.fake.api.CallMatcher;

/** The faults that are waiting for their calls. */
public final class Faults {

	private final List<Fault> installed = new CopyOnWriteArrayList<>();

	public Faults() {
	}

	/** Plans a fault for calls; without more words for the first one that comes. */
	public FaultPlan on(CallMatcher matcher) {
		return new FaultPlan(this.installed, matcher, 1, 1);
	}

	public FaultPlan on(String method, String path) {
		return on(CallMatcher.of(method, path));
	}

	/** Slips something in just before the next matching call is carried out. */
	public Fault beforeNext(CallMatcher matcher, Runnable action) {
		return on(matcher).run(action);
	}

	/** Slips something in just after the next matching call was carried out. */
	public Fault afterNext(CallMatcher matcher, Runnable action) {
		return on(matcher).runAfterCommit(action);
	}

	/** Removes all; calls that hang go on. */
	public void clear() {
		this.installed.forEach(Fault::remove);
	}

	/** Removes all; calls that hang are cut. */
	public void cutAll() {
		this.installed.forEach(Fault::cut);
		this.installed.clear();
	}

	/** The faults that strike this call; each one that matches has counted it. */
	public List<Fault> striking(Call call) {
		return this.installed.stream().filter((fault) -> fault.strikes(call)).toList();
	}

}

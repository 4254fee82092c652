package dev.postern.cloudflare;

import java.util.function.Supplier;

/** Whether somebody waits for what is being done. */
public enum Work {

	FOR_PEOPLE, IN_BACKGROUND;

	private static final ScopedValue<Work> CURRENT = ScopedValue.newInstance();

	/** What the running thread does: work for people unless it says otherwise. */
	public static Work current() {
		return CURRENT.orElse(FOR_PEOPLE);
	}

	<T> T run(Supplier<T> work) {
		return ScopedValue.where(CURRENT, this).call(work::get);
	}

}

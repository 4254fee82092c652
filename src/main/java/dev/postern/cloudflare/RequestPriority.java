package dev.postern.cloudflare;

import java.util.function.Supplier;

/** Whether somebody waits for what is being done. */
public enum RequestPriority {

	INTERACTIVE, BACKGROUND;

	private static final ScopedValue<RequestPriority> CURRENT = ScopedValue.newInstance();

	/** What the running thread does: work for people unless it says otherwise. */
	public static RequestPriority current() {
		return CURRENT.orElse(INTERACTIVE);
	}

	<T> T run(Supplier<T> work) {
		return ScopedValue.where(CURRENT, this).call(work::get);
	}

}

package dev.postern.jobs;

import java.time.Duration;

/** Something that is done over and over, by one instance at a time. */
public interface RecurringJob {

	/** For example {@code history-import}. */
	String name();

	/** The pause between the end of a run and the next. */
	Duration every();

	/**
	 * Does it once, outside any transaction. A failure is logged and tried again next
	 * time.
	 */
	void run();

}

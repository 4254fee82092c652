package dev.postern.history;

import java.time.Instant;

/**
 * Where a walk over the login log goes on.
 *
 * @param since nothing before it has to be read any more
 * @param page from 1 on, among the pages of what is not before {@code since}
 */
record LogPlace(Instant since, int page) {

	static LogPlace at(Instant since) {
		return new LogPlace(since, 1);
	}

}

package dev.postern.cloudflare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A budget that is never used up and remembers what it was asked for. */
class CountingBudget implements Budget {

	final List<Work> taken = Collections.synchronizedList(new ArrayList<>());

	final List<Duration> closed = Collections.synchronizedList(new ArrayList<>());

	@Override
	public void take(Work work) {
		this.taken.add(work);
	}

	@Override
	public void close(Duration duration) {
		this.closed.add(duration);
	}

}

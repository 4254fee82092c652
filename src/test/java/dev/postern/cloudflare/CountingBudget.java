package dev.postern.cloudflare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.postern.cloudflare.budget.Budget;

/** A budget that is never used up and remembers what it was asked for. */
public class CountingBudget implements Budget {

	public final List<Work> taken = Collections.synchronizedList(new ArrayList<>());

	public final List<Duration> closed = Collections.synchronizedList(new ArrayList<>());

	@Override
	public void take(Work work) {
		this.taken.add(work);
	}

	@Override
	public void close(Duration duration) {
		this.closed.add(duration);
	}

}

package dev.postern.cloudflare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.postern.cloudflare.budget.RequestBudget;

/** A budget that is never used up and remembers what it was asked for. */
public class RecordingBudget implements RequestBudget {

	public final List<RequestPriority> taken = Collections.synchronizedList(new ArrayList<>());

	public final List<Duration> closed = Collections.synchronizedList(new ArrayList<>());

	@Override
	public void take(RequestPriority priority) {
		this.taken.add(priority);
	}

	@Override
	public void pauseFor(Duration duration) {
		this.closed.add(duration);
	}

}

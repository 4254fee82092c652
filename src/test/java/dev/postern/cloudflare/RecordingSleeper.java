package dev.postern.cloudflare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.postern.cloudflare.budget.Sleeper;

/** Does not rest, but remembers for how long it was to. */
public class RecordingSleeper implements Sleeper {

	public final List<Duration> taken = new ArrayList<>();

	@Override
	public void sleep(Duration duration) {
		this.taken.add(duration);
	}

}

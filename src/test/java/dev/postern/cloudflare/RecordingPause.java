package dev.postern.cloudflare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.postern.cloudflare.budget.Pause;

/** Does not rest, but remembers for how long it was to. */
public class RecordingPause implements Pause {

	public final List<Duration> taken = new ArrayList<>();

	@Override
	public void rest(Duration duration) {
		this.taken.add(duration);
	}

}

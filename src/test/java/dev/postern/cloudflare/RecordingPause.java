package dev.postern.cloudflare;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does not rest, but remembers for how long it was to. */
class RecordingPause implements Pause {

	final List<Duration> taken = new ArrayList<>();

	@Override
	public void rest(Duration duration) {
		this.taken.add(duration);
	}

}

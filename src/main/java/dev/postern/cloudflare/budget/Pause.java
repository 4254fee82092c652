package dev.postern.cloudflare.budget;

import java.time.Duration;

/** Lets time pass. */
public interface Pause {

	void rest(Duration duration) throws InterruptedException;

}

package dev.postern.cloudflare.budget;

import java.time.Duration;

/** Lets time pass. */
public interface Sleeper {

	void sleep(Duration duration) throws InterruptedException;

}

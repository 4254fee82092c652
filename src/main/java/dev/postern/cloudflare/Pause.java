package dev.postern.cloudflare;

import java.time.Duration;

/** Lets time pass. */
interface Pause {

	void rest(Duration duration) throws InterruptedException;

}

package dev.postern.fake.kernel;

import java.time.Clock;
import java.time.Instant;

/**
 * What all parts of the fake account share.
 *
 * @param id the account's id
 * @param ids makes the ids of new objects
 */
public record AccountContext(String id, Clock clock, Behaviour behaviour, IdGenerator ids) {

	public Instant now() {
		return this.clock.instant();
	}

}

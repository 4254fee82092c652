package dev.postern.history;

import java.time.Instant;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.grants.RunningGrants;
import dev.postern.servers.Servers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Looks over all that Cloudflare still tells, again and again, since it shows some logins
 * long after they happened (I14). A sweep is cut into slices, so that one poll asks for a
 * bounded number of parts however long Cloudflare keeps logins.
 */
@Component
class LoginSweep {

	static final int PARTS_PER_POLL = 10;

	private static final Logger log = LoggerFactory.getLogger(LoginSweep.class);

	private final Cloudflare cloudflare;

	private final Servers servers;

	private final RunningGrants grants;

	private final SweepStore store;

	private final HistoryProperties properties;

	LoginSweep(Cloudflare cloudflare, Servers servers, RunningGrants grants, SweepStore store,
			HistoryProperties properties) {
		this.cloudflare = cloudflare;
		this.servers = servers;
		this.grants = grants;
		this.store = store;
		this.properties = properties;
	}

	/**
	 * Does the next slice, if there is something to do. What Cloudflare refuses is tried
	 * again at the next poll, from where this one came to.
	 */
	void goOn(Instant now) {
		Instant oldest = now.minus(this.properties.retention());
		try {
			this.store.current(oldest, now).ifPresent((sweep) -> goOn(sweep, oldest, now));
		}
		catch (CloudflareException ex) {
			log.warn("Late logins are looked for again later said={}", ex.getMessage());
		}
	}

	private void goOn(Sweep sweep, Instant oldest, Instant now) {
		LogWalk walk = new LogWalk(this.cloudflare, start(sweep.place(), oldest), sweep.complete());
		Attribution attribution = new Attribution(this.servers.all(), this.grants);
		int found = 0;
		for (int parts = 0; parts < PARTS_PER_POLL && !walk.isOver(); parts++) {
			EntryRows rows = EntryRows.of(walk.next(), attribution);
			found += walk.isOver() ? this.store.finish(rows, sweep, now)
					: this.store.storePart(rows, sweep, walk.place(), now);
		}
		if (found > 0) {
			log.info("Found logins that Cloudflare showed late found={}", found);
		}
	}

	/**
	 * What Cloudflare has deleted meanwhile is not asked for, but where a whole slice
	 * went by page, the page goes on counting from where it began.
	 */
	private static LogPlace start(LogPlace place, Instant oldest) {
		boolean byTime = place.page() <= PARTS_PER_POLL;
		return (byTime && place.since().isBefore(oldest)) ? LogPlace.at(oldest) : place;
	}

}

package dev.postern.identity.traces;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded.Subject;
import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tells the audit who was refused, without letting those who are refused fill it: of one
 * network, way, reason and person the first refusal is told at once, and those of the ten
 * minutes after it together at their end. Where there are too many of these at a time,
 * the rest of them is told as one, but each person by name, and strangers take no room
 * from people who are known. What is refused stays refused when the audit cannot be told.
 */
@Component
public class RefusalCounts {

	static final Duration TOGETHER = Duration.ofMinutes(10);

	/** How many of strangers, and how many of people, are told apart at a time. */
	static final int MOST = 200;

	private static final String OTHERS = "others";

	private static final Logger log = LoggerFactory.getLogger(RefusalCounts.class);

	private static final Actor ACTOR = Actor.postern("identity");

	private final Traces traces;

	private final Clock clock;

	private final Map<Refused, Count> counts = new HashMap<>();

	private final ScheduledExecutorService timer = Executors
		.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("refusals").factory());

	RefusalCounts(Traces traces, Clock clock) {
		this.traces = traces;
		this.clock = clock;
		ScheduledFuture<?> _ = this.timer.scheduleWithFixedDelay(this::tellWhatIsDue, 1, 1, TimeUnit.MINUTES);
	}

	/**
	 * Notes that the present request was refused.
	 * @param action {@code sign-in.refused} or {@code token.refused}
	 * @param reason one of a few words
	 * @param person who it was, of the people whom Postern knows; {@code null} when that
	 * is not known
	 */
	public void note(String action, String reason, @Nullable String person) {
		Refused first = counted(new Refused(action, reason, person, RequestSource.current().ofNetwork()));
		if (first != null) {
			Instant now = this.clock.instant();
			if (!tell(first, 1, now)) {
				keep(new Due(first, 1, now));
			}
		}
	}

	/** Tells what was refused since it was told last, where that is long enough ago. */
	void tellWhatIsDue() {
		take(this.clock.instant().minus(TOGETHER)).forEach((due) -> {
			if (!tell(due.refused(), due.count(), due.since())) {
				keep(due);
			}
		});
	}

	/**
	 * Nothing is left untold when the portal stops, unless the audit cannot be told: then
	 * the first try is the only one, and the portal stops in time.
	 */
	@PreDestroy
	void stop() {
		this.timer.shutdownNow();
		boolean all = take(Instant.MAX).stream().allMatch((due) -> tell(due.refused(), due.count(), due.since()));
		if (!all) {
			log.warn("Stops without having noted all refusals in the audit");
		}
	}

	/** As what it is counted when it is the first such; {@code null} for any other. */
	private synchronized @Nullable Refused counted(Refused refused) {
		Refused counted = (this.counts.containsKey(refused) || isRoomFor(refused)) ? refused : refused.ofOthers();
		Count known = this.counts.get(counted);
		this.counts.put(counted, (known != null) ? known.oneMore() : new Count(this.clock.instant(), 0));
		return (known == null) ? counted : null;
	}

	private boolean isRoomFor(Refused refused) {
		return this.counts.keySet()
			.stream()
			.filter((known) -> known.isStranger() == refused.isStranger())
			.count() < MOST;
	}

	/** What could not be told is told the next time. */
	private synchronized void keep(Due due) {
		Count known = this.counts.get(due.refused());
		this.counts.put(due.refused(), new Count(due.since(), due.count() + ((known != null) ? known.untold() : 0)));
	}

	/** A window with something to tell is followed by another one, an idle one ends. */
	private synchronized List<Due> take(Instant until) {
		List<Due> due = new ArrayList<>();
		Instant now = this.clock.instant();
		this.counts.entrySet().removeIf((entry) -> {
			Count count = entry.getValue();
			if (count.since().isAfter(until)) {
				return false;
			}
			if (count.untold() > 0) {
				due.add(new Due(entry.getKey(), count.untold(), count.since()));
				entry.setValue(new Count(now, 0));
			}
			return count.untold() == 0;
		});
		return due;
	}

	private boolean tell(Refused refused, long count, Instant since) {
		String who = (refused.person() != null) ? refused.person() : refused.reason();
		Subject subject = new Subject(refused.action().replaceFirst("\\..*", ""), refused.reason(), who);
		Refusal details = new Refusal(refused.reason(), count, since);
		try {
			refused.source().during(() -> this.traces.record(ACTOR, refused.action(), subject, details));
			return true;
		}
		catch (RuntimeException ex) {
			log.error("Could not note refusals in the audit action={} reason={} count={}", refused.action(),
					refused.reason(), count, ex);
			return false;
		}
	}

	/** What is counted together. */
	private record Refused(String action, String reason, @Nullable String person, RequestSource source) {

		Refused ofOthers() {
			return new Refused(this.action, this.reason, this.person, new RequestSource(this.source.via(), OTHERS));
		}

		boolean isStranger() {
			return this.person == null;
		}

	}

	private record Count(Instant since, long untold) {

		Count oneMore() {
			return new Count(this.since, this.untold + 1);
		}

	}

	/** What the audit keeps of it. */
	private record Refusal(String reason, long count, Instant since) {
	}

	private record Due(Refused refused, long count, Instant since) {
	}

}

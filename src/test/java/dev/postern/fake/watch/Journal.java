package dev.postern.fake.watch;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.postern.fake.api.Call;
import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;

/** All requests in the order in which they arrived; the last 20,000 are kept. */
public final class Journal {

	private static final int KEPT = 20_000;

	private final Clock clock;

	private final List<JournalEntry> entries = new ArrayList<>();

	private int dropped;

	private int epoch;

	public Journal(Clock clock) {
		this.clock = clock;
	}

	public synchronized List<JournalEntry> all() {
		return List.copyOf(this.entries);
	}

	/** The requests that are more than a look, whatever became of them. */
	public List<JournalEntry> writes() {
		return matching(Calls.ANY_WRITE);
	}

	/** The requests that have written something. */
	public List<JournalEntry> committed() {
		return all().stream().filter(JournalEntry::committed).toList();
	}

	public List<JournalEntry> matching(CallMatcher matcher) {
		return all().stream().filter((entry) -> matcher.matches(entry.call())).toList();
	}

	public int count(CallMatcher matcher) {
		return matching(matcher).size();
	}

	/** Forgets all; positions start at 1 again. */
	public synchronized void clear() {
		this.entries.clear();
		this.dropped = 0;
		this.epoch++;
	}

	public synchronized Slot arrived(Call call, List<String> faults) {
		Slot slot = new Slot(this.epoch, this.dropped + this.entries.size() + 1);
		this.entries.add(new JournalEntry(slot.position(), this.clock.instant(), call.withoutCredentials(), 0, false,
				Duration.ZERO, faults));
		if (this.entries.size() > KEPT) {
			this.entries.removeFirst();
			this.dropped++;
		}
		return slot;
	}

	/** Notes how the request ended; nothing when it was cleared away meanwhile. */
	public synchronized void ended(Slot slot, int status, boolean committed) {
		int index = slot.position() - this.dropped - 1;
		if (slot.epoch() != this.epoch || index < 0) {
			return;
		}
		JournalEntry entry = this.entries.get(index);
		this.entries.set(index, new JournalEntry(entry.position(), entry.at(), entry.call(), status, committed,
				Duration.between(entry.at(), this.clock.instant()), entry.faults()));
	}

	/** Where the end of a request is noted. */
	public record Slot(int epoch, int position) {
	}

}

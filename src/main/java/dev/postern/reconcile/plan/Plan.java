package dev.postern.reconcile.plan;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;

/**
 * Everything that has to change for one tunnel, in order.
 *
 * @param changes by phase, then by hostname
 * @param conflicts the servers that are held, and why
 * @param alarms what people have to know of servers that stand and are kept as they
 * should be
 * @param guardedAsWanted the hostnames whose application says who shall get in
 * @param awaited the hostnames that wait until Cloudflare shows what was made
 * @param unenforced the hostnames that wait until their application is asked everywhere,
 * and until when
 * @param unprotected the hostnames of changes that nobody guards now, so that nothing but
 * danger is taken away with their way in
 */
public record Plan(TunnelId tunnel, List<Change> changes, List<Conflict> conflicts, List<Conflict> alarms,
		Set<Hostname> guardedAsWanted, Set<Hostname> awaited, SortedMap<Hostname, Instant> unenforced,
		Set<Hostname> unprotected) {

	public Plan {
		changes = List.copyOf(changes);
		conflicts = List.copyOf(conflicts);
		alarms = List.copyOf(alarms);
		guardedAsWanted = Set.copyOf(guardedAsWanted);
		awaited = Collections.unmodifiableSortedSet(new TreeSet<>(awaited));
		unenforced = Collections.unmodifiableSortedMap(new TreeMap<>(unenforced));
		unprotected = Collections.unmodifiableSortedSet(new TreeSet<>(unprotected));
	}

	/** The same without the changes. */
	public Plan withoutChanges() {
		return new Plan(this.tunnel, List.of(), this.conflicts, this.alarms, this.guardedAsWanted, this.awaited,
				this.unenforced, Set.of());
	}

	/** Whether everything that is not held stands as it should. */
	public boolean settled() {
		return this.changes.isEmpty();
	}

	/** Which stage is next; empty when nothing is to be done. */
	public Optional<Change.Stage> stage() {
		return this.changes.stream().map((change) -> change.phase().stage()).min(Enum::compareTo);
	}

	/**
	 * The changes that may be applied now; the rest waits until these were seen to stand.
	 */
	public List<Change> nextStage() {
		Optional<Change.Stage> next = stage();
		return this.changes.stream().filter((change) -> Optional.of(change.phase().stage()).equals(next)).toList();
	}

}

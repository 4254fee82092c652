package dev.postern.reconcile.apply;

import java.time.Duration;
import java.util.Set;

import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.observe.Snapshot;
import org.jspecify.annotations.Nullable;

/** How the changes of one stage went. */
public sealed interface StageOutcome {

	/** The parts of Cloudflare that were written, or may have been. */
	Set<Snapshot.Part> touched();

	/**
	 * All were made.
	 *
	 * @param configuration what Cloudflare answered that it holds now; {@code null} when
	 * it was not written, or somebody else wrote it too
	 */
	record Applied(Set<Snapshot.Part> touched, @Nullable TunnelConfiguration configuration) implements StageOutcome {
	}

	/** What stands is not what was planned on; nothing more was done. */
	record Outdated(Set<Snapshot.Part> touched) implements StageOutcome {
	}

	/** Cloudflare refused a change; the others of the stage were not tried. */
	record Refused(Set<Snapshot.Part> touched, Set<Hostname> hostnames, Problem problem) implements StageOutcome {
	}

	/**
	 * Cloudflare does not let us change the records of a zone; the others of the stage
	 * were not tried.
	 */
	record Forbidden(Set<Snapshot.Part> touched, ZoneId zone, Set<Hostname> hostnames,
			Problem problem) implements StageOutcome {
	}

	/**
	 * It goes on later, from a fresh look.
	 *
	 * @param notBefore how long Cloudflare asked to wait; {@code null} when it did not
	 * say
	 */
	record Postponed(Set<Snapshot.Part> touched, Problem problem,
			@Nullable Duration notBefore) implements StageOutcome {
	}

}

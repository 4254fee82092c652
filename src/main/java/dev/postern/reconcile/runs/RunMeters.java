package dev.postern.reconcile.runs;

import java.util.List;
import java.util.Locale;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

/** Times the runs over tunnels and over the groups, by how they ended. */
@Component
public class RunMeters {

	/** The run found nothing to do. */
	public static final String UNCHANGED = "unchanged";

	/** An error that is not Cloudflare's, or the lock was lost. */
	public static final String ABORTED = "aborted";

	private static final List<String> TUNNEL_RESULTS = List.of(UNCHANGED, tag(Run.Status.DONE), tag(Run.Status.HELD),
			tag(Run.Status.AWAITING_APPROVAL), tag(Run.Status.POSTPONED), ABORTED);

	private static final List<String> GROUP_RESULTS = List.of(tag(Run.Status.DONE), tag(Run.Status.POSTPONED), ABORTED);

	private final MeterRegistry meters;

	RunMeters(MeterRegistry meters) {
		this.meters = meters;
		TUNNEL_RESULTS.forEach((result) -> timer("tunnel", result));
		GROUP_RESULTS.forEach((result) -> timer("groups", result));
	}

	public static String tag(Run.Status status) {
		return status.name().toLowerCase(Locale.ROOT);
	}

	/** Begins to time a run. */
	public Timer.Sample start() {
		return Timer.start(this.meters);
	}

	public void endedOverTunnel(Timer.Sample run, String result) {
		run.stop(timer("tunnel", result));
	}

	public void endedOverGroups(Timer.Sample run, String result) {
		run.stop(timer("groups", result));
	}

	private Timer timer(String kind, String result) {
		return Timer.builder("postern.reconcile.runs")
			.description("Runs over a tunnel or over the groups")
			.tag("kind", kind)
			.tag("result", result)
			.register(this.meters);
	}

}

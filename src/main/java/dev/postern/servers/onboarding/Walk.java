package dev.postern.servers.onboarding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.postern.kernel.TunnelId;
import dev.postern.servers.Server;
import dev.postern.servers.onboarding.OnboardingStep.Kind;
import dev.postern.servers.onboarding.OnboardingStep.State;
import dev.postern.ui.Watch;
import org.jspecify.annotations.Nullable;

/**
 * How far one host is, from what there is of it.
 *
 * @param tunnel {@code null} while none is chosen
 * @param server {@code null} while there is none
 */
record Walk(@Nullable TunnelId tunnel, @Nullable Server server, List<OnboardingStep> steps) {

	/** Makes the steps of what is found: the first that is not done is to be done now. */
	static Walk of(@Nullable TunnelId tunnel, @Nullable Server server, List<Finding> findings) {
		List<OnboardingStep> steps = new ArrayList<>();
		boolean open = false;
		for (Finding finding : findings) {
			State state = finding.done() ? State.DONE : (open ? State.LATER : State.NOW);
			open = open || !finding.done();
			steps.add(new OnboardingStep(finding.kind(), state, finding.text(), finding.subject(), finding.path(),
					finding.at()));
		}
		return new Walk(tunnel, server, List.copyOf(steps));
	}

	public boolean finished() {
		return this.steps.stream().allMatch(OnboardingStep::done);
	}

	/** How often to look whether something came to pass by itself; empty for never. */
	String watch(Watch watch) {
		return this.steps.stream().filter(OnboardingStep::current).map((step) -> switch (step.kind()) {
			case CONNECTOR -> watch.soon();
			case SERVER -> (this.server != null) ? watch.soon() : "";
			case LOGIN -> watch.later();
			case HOST, TUNNEL, PEOPLE, PORT -> "";
		}).findFirst().orElse("");
	}

	/** What is known of one step. */
	record Finding(Kind kind, boolean done, String text, Object subject, @Nullable String path, @Nullable Instant at) {

		static Finding of(Kind kind, boolean done, String text, Object subject, @Nullable String path) {
			return new Finding(kind, done, text, subject, path, null);
		}

	}

}

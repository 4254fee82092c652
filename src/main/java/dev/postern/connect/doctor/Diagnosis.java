package dev.postern.connect.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.postern.servers.Server;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found of a server: all stages, of which none is looked at behind the
 * first that fails.
 *
 * @param person whose way it is; {@code null} where nobody was asked about
 * @param proof the command that proves on the spot what cannot be seen from here
 */
public record Diagnosis(Server server, @Nullable String person, Instant at, List<Examined> stages, String proof) {

	public Diagnosis {
		stages = List.copyOf(stages);
	}

	/**
	 * Looks at the stages in their order.
	 * @param look looks at one stage; it is not called for those behind a failure
	 */
	static List<Examined> examine(Function<Stage, Examined> look) {
		List<Examined> examined = new ArrayList<>();
		boolean broken = false;
		for (Stage stage : Stage.values()) {
			Examined found = broken ? new Examined(stage, StageFinding.NOT_REACHED, Duration.ZERO) : look.apply(stage);
			broken |= found.finding().isFailure();
			examined.add(found);
		}
		return examined;
	}

	/** The link that is broken; empty where none was seen to be. */
	public Optional<Examined> broken() {
		return this.stages.stream().filter((one) -> one.finding().isFailure()).findFirst();
	}

	/**
	 * A stage that was looked at.
	 *
	 * @param took how long that took
	 */
	public record Examined(Stage stage, StageFinding finding, Duration took) {
	}

}

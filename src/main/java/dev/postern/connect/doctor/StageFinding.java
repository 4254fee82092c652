package dev.postern.connect.doctor;

import java.util.List;

/**
 * What was found at a stage.
 *
 * @param code with that of the stage, names its texts
 * @param args what the texts name; those for developers leave out what they may not know
 */
public record StageFinding(Result result, String code, List<Object> args) {

	/** Nothing was looked at, since the way ends before. */
	static final StageFinding NOT_REACHED = new StageFinding(Result.NOT_TESTED, "not-reached", List.of());

	public StageFinding {
		args = List.copyOf(args);
	}

	static StageFinding ok(String code, Object... args) {
		return new StageFinding(Result.OK, code, List.of(args));
	}

	static StageFinding failed(String code, Object... args) {
		return new StageFinding(Result.FAILED, code, List.of(args));
	}

	/** Something that cannot be known, or not from here. */
	static StageFinding notKnown(String code, Object... args) {
		return new StageFinding(Result.NOT_TESTED, code, List.of(args));
	}

	boolean isFailure() {
		return this.result == Result.FAILED;
	}

	/** How a stage stands. */
	public enum Result {

		OK, FAILED, NOT_TESTED

	}

}

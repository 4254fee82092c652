package dev.postern.connect.doctor.web;

import dev.postern.connect.doctor.Stage;
import dev.postern.connect.doctor.StageFinding;
import org.jspecify.annotations.Nullable;

/**
 * A stage as it is told.
 *
 * @param evidence what was found, as a sentence
 * @param remedy what to do; {@code null} where nothing has to be done
 * @param command what proves on the spot what cannot be seen from here; {@code null} for
 * none
 * @param millis how long the look took
 */
record StageAnswer(Stage stage, StageFinding.Result result, String evidence, @Nullable String remedy,
		@Nullable String command, long millis) {

	public boolean ok() {
		return this.result == StageFinding.Result.OK;
	}

	public boolean failed() {
		return this.result == StageFinding.Result.FAILED;
	}

}

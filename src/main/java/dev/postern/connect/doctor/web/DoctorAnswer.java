package dev.postern.connect.doctor.web;

import java.time.Instant;
import java.util.List;

import dev.postern.connect.doctor.Stage;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found, as it is told.
 *
 * @param person whose way it is; {@code null} for nobody's
 * @param broken the first stage that fails; {@code null} when none was seen to
 */
record DoctorAnswer(ServerId server, String name, Hostname hostname, Phase phase, Instant at, @Nullable String person,
		@Nullable Stage broken, List<StageAnswer> stages) {
}

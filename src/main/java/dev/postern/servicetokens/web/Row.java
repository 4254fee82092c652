package dev.postern.servicetokens.web;

import dev.postern.servicetokens.MachineList.Known;
import dev.postern.ui.ProblemView;
import org.jspecify.annotations.Nullable;

/**
 * A service token as pages show it.
 *
 * @param problem {@code null} when it works and will
 */
record Row(Known known, @Nullable ProblemView problem) {
}

package dev.postern.servicetokens.web;

import dev.postern.servicetokens.TokenList.Entry;
import dev.postern.ui.ProblemView;
import org.jspecify.annotations.Nullable;

/**
 * A service token as pages show it.
 *
 * @param problem {@code null} when it works and will
 */
record TokenRow(Entry entry, @Nullable ProblemView problem) {
}

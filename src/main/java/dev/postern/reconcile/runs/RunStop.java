package dev.postern.reconcile.runs;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;

/**
 * A server that a run could not bring to what is wanted.
 *
 * @param phase HELD where a person decides; any other goes on by itself
 */
public record RunStop(ServerId server, Hostname hostname, Phase phase, Problem problem) {
}

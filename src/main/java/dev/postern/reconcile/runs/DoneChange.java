package dev.postern.reconcile.runs;

import java.time.Instant;
import java.util.UUID;

import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;

/**
 * A change of a run that was made, or may have been, as far as one hostname is concerned.
 *
 * @param stood whether the thing was there before it
 * @param stands whether it is there after it
 * @param answered whether Cloudflare said so
 * @param version of the configuration that it wrote; {@code null} for none
 */
public record DoneChange(UUID run, int seq, TunnelId tunnel, String kind, boolean stood, boolean stands,
		boolean answered, Instant startedAt, Instant endedAt, @Nullable Integer version) {
}

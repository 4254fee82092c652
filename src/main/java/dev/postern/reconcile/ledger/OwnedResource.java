package dev.postern.reconcile.ledger;

import java.time.Instant;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Something at Cloudflare that is ours, or that we are about to make.
 *
 * @param tunnel which tunnel looks after it
 * @param hostname what it is for
 * @param zone set for DNS records
 * @param remoteId Cloudflare's id; {@code null} while it is only claimed, and for ingress
 * rules, which have none
 * @param service where an ingress rule leads, as it was last written
 * @param ownedAt when it was made or found; {@code null} while it is only claimed
 * @param seenAt when a read first showed it; {@code null} as long as none did
 * @param forgottenAt when a person has said that a record may stay where nobody can read
 * it; {@code null} for all others
 * @param missedAt since when reads do not show it any more; {@code null} when the last
 * one that tells has shown it
 */
public record OwnedResource(Kind kind, TunnelId tunnel, Hostname hostname, ServerId server, @Nullable ZoneId zone,
		@Nullable String remoteId, @Nullable String service, @Nullable Instant ownedAt, @Nullable Instant seenAt,
		@Nullable Instant forgottenAt, @Nullable Instant missedAt) {

	/** Whether it is not known yet whether it was made. */
	public boolean claimedOnly() {
		return this.ownedAt == null;
	}

	/** What sort of thing it is. */
	public enum Kind {

		ACCESS_APP("access_app"), DNS_RECORD("dns_record"), INGRESS_RULE("ingress_rule");

		private final String stored;

		Kind(String stored) {
			this.stored = stored;
		}

		String stored() {
			return this.stored;
		}

		static Kind of(String stored) {
			for (Kind kind : values()) {
				if (kind.stored.equals(stored)) {
					return kind;
				}
			}
			throw new IllegalArgumentException("not a kind of resource: '%s'".formatted(stored));
		}

	}

}

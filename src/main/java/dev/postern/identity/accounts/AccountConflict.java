package dev.postern.identity.accounts;

import java.time.Instant;

import dev.postern.kernel.EmailAddress;

/**
 * An account that came with an address of somebody else and was not let in.
 *
 * @param name how the provider calls whoever it is
 * @param count how often it came
 */
public record AccountConflict(ConflictId id, ProviderAccount account, EmailAddress email, String name,
		Instant firstSeenAt, Instant lastSeenAt, long count) {
}

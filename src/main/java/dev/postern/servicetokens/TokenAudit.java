package dev.postern.servicetokens;

import java.time.Instant;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.ServiceTokenId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the audit what was done to a service token, by names and ids only (I9, I10). */
@Component
class TokenAudit {

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	TokenAudit(ApplicationEventPublisher events, JsonMapper json) {
		this.events = events;
		this.json = json;
	}

	/**
	 * Writes inside the running transaction.
	 * @param verb in past tense, for example {@code rotated}
	 */
	void record(Actor actor, String verb, @Nullable ManagedToken before, @Nullable ManagedToken after) {
		ManagedToken one = (after != null) ? after : before;
		if (one == null) {
			throw new IllegalArgumentException("nothing to write about");
		}
		Subject subject = new Subject("service_token", one.id().toString(), one.name());
		this.events.publishEvent(new Recorded(actor, "service_token." + verb, subject, view(before), view(after)));
	}

	private @Nullable JsonNode view(@Nullable ManagedToken managed) {
		return (managed != null) ? this.json.valueToTree(new Entry(managed)) : null;
	}

	/** What of it the audit keeps. */
	private record Entry(String name, String duration, @Nullable ServiceTokenId tokenId, @Nullable String clientId,
			@Nullable Instant expiresAt, @Nullable Instant rotatedAt, @Nullable Instant previousSecretExpiresAt,
			boolean enabled) {

		Entry(ManagedToken managed) {
			this(managed.name(), managed.duration(), managed.tokenId(), managed.clientId(), managed.expiresAt(),
					managed.rotatedAt(), managed.previousValidUntil(), managed.enabled());
		}

	}

}

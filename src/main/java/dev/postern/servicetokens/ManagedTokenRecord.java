package dev.postern.servicetokens;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import dev.postern.cloudflare.model.ServiceToken;
import dev.postern.kernel.ServiceTokenId;
import dev.postern.servicetokens.TokenSwitch.Wanted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What Postern keeps of a service token that it made: never the secret. */
@Entity
@Table(name = "service_token")
class ManagedTokenRecord {

	@Id
	private UUID id;

	@Column(updatable = false)
	private String name;

	@Column(updatable = false)
	private int lifetimeHours;

	private @Nullable UUID tokenId;

	private @Nullable String clientId;

	private @Nullable Instant expiresAt;

	@Column(updatable = false)
	private String createdBy;

	@Column(updatable = false)
	private Instant createdAt;

	private @Nullable Instant secretToldAt;

	private @Nullable Instant rotatedAt;

	private @Nullable Instant previousValidUntil;

	private @Nullable Instant rotationAskedAt;

	private @Nullable Instant removalAskedAt;

	private @Nullable Instant lastSeenAt;

	private @Nullable Instant goneAt;

	private boolean enabled;

	private @Nullable Boolean switchAskedTo;

	private @Nullable Instant switchAskedAt;

	private int version;

	@SuppressWarnings("NullAway.Init")
	protected ManagedTokenRecord() {
	}

	/** It is at Cloudflare, and looks so. */
	void update(ServiceToken token) {
		this.tokenId = token.id().value();
		this.clientId = token.clientId();
		this.expiresAt = micros(token.expiresAt());
		this.lastSeenAt = micros(token.lastSeenAt());
		if (token.enabled() != null) {
			this.enabled = token.enabled();
		}
		this.goneAt = null;
	}

	void markSecretShown(Instant now) {
		this.secretToldAt = now;
	}

	void requestRotation(@Nullable Instant at) {
		this.rotationAskedAt = at;
	}

	void rotate(Instant now, @Nullable Instant previousUntil) {
		this.rotatedAt = now;
		this.secretToldAt = now;
		this.previousValidUntil = previousUntil;
		this.rotationAskedAt = null;
	}

	void requestSwitch(Wanted wanted, Instant at) {
		this.switchAskedTo = wanted.enabled();
		this.switchAskedAt = at;
	}

	void endSwitch() {
		this.switchAskedTo = null;
		this.switchAskedAt = null;
	}

	void requestRemoval(@Nullable Instant at) {
		this.removalAskedAt = at;
	}

	void markGone(Instant now) {
		this.goneAt = now;
	}

	/** Somebody did something, which makes what others have seen of it old. */
	void incrementVersion() {
		this.version++;
	}

	ManagedToken managed() {
		return new ManagedToken(new ManagedTokenId(this.id), this.name, Duration.ofHours(this.lifetimeHours),
				(this.tokenId != null) ? new ServiceTokenId(this.tokenId) : null, this.clientId, this.expiresAt,
				this.createdBy, this.createdAt, this.secretToldAt, this.rotatedAt, this.previousValidUntil,
				this.rotationAskedAt, this.removalAskedAt, this.lastSeenAt, this.goneAt, this.enabled,
				this.switchAskedTo, this.switchAskedAt, this.version);
	}

	/** The time as Postgres keeps it. */
	private static @Nullable Instant micros(@Nullable Instant time) {
		return (time != null) ? time.truncatedTo(ChronoUnit.MICROS) : null;
	}

}

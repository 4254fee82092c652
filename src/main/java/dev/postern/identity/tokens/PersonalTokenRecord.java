package dev.postern.identity.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.postern.identity.PersonId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * What Postern keeps of a personal token: its hash, never the token. Only what changed is
 * written, so that a use does not bring back a token that is revoked meanwhile.
 */
@Entity
@DynamicUpdate
@Table(name = "personal_token")
class PersonalTokenRecord {

	private static final Duration LAST_USED_RESOLUTION = Duration.ofMinutes(1);

	@Id
	private UUID id;

	@Column(updatable = false)
	private UUID personId;

	@Column(updatable = false)
	private String name;

	@Column(updatable = false)
	private String prefix;

	@Column(updatable = false)
	private String hash;

	@Column(updatable = false)
	@Enumerated(EnumType.STRING)
	private TokenScope scope;

	@Column(updatable = false)
	private Instant createdAt;

	@Column(updatable = false)
	private Instant expiresAt;

	private @Nullable Instant lastUsedAt;

	private @Nullable Instant revokedAt;

	@SuppressWarnings("NullAway.Init")
	protected PersonalTokenRecord() {
	}

	PersonalTokenRecord(PersonId owner, String name, TokenText text, TokenScope scope, Instant now, Duration lifetime) {
		this.id = UUID.randomUUID();
		this.personId = owner.value();
		this.name = name;
		this.prefix = text.prefix();
		this.hash = text.hash();
		this.scope = scope;
		this.createdAt = now;
		this.expiresAt = now.plus(lifetime);
	}

	PersonId owner() {
		return new PersonId(this.personId);
	}

	boolean worksAt(Instant time) {
		return token().worksAt(time);
	}

	boolean revoke(Instant now) {
		if (this.revokedAt != null) {
			return false;
		}
		this.revokedAt = now;
		return true;
	}

	void use(Instant now) {
		if (this.lastUsedAt == null || this.lastUsedAt.isBefore(now.minus(LAST_USED_RESOLUTION))) {
			this.lastUsedAt = now;
		}
	}

	PersonalToken token() {
		return new PersonalToken(new TokenId(this.id), this.name, this.prefix, this.scope, this.createdAt,
				this.expiresAt, this.lastUsedAt, this.revokedAt);
	}

}

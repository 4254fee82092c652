package dev.postern.identity.accounts;

import java.time.Instant;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** What Postern keeps of a conflict; statements write it. */
@Entity
@Immutable
@Table(name = "person_conflict")
class ConflictRecord {

	@Id
	private UUID id;

	private String issuer;

	private String subject;

	private String email;

	private String name;

	private Instant firstSeenAt;

	private Instant lastSeenAt;

	private long seenCount;

	@SuppressWarnings("NullAway.Init")
	protected ConflictRecord() {
	}

	UUID id() {
		return this.id;
	}

	AccountConflict conflict() {
		return new AccountConflict(new ConflictId(this.id), new ProviderAccount(this.issuer, this.subject),
				EmailAddress.of(this.email), this.name, this.firstSeenAt, this.lastSeenAt, this.seenCount);
	}

}

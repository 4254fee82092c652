package dev.postern.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.EmailAddress;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** What Postern keeps of a person. */
@Entity
@Table(name = "person")
class PersonRecord {

	/** How far the clocks of provider and portal may be apart. */
	private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

	@Id
	private UUID id;

	private String email;

	private @Nullable String previousEmail;

	private @Nullable Instant addressSince;

	private @Nullable Instant addressLostAt;

	private @Nullable String issuer;

	private @Nullable String subject;

	private String name;

	@JdbcTypeCode(SqlTypes.ARRAY)
	private List<String> roles;

	@JdbcTypeCode(SqlTypes.ARRAY)
	private List<String> groups;

	private boolean groupsWithheld;

	@Column(updatable = false)
	private Instant firstLoginAt;

	private @Nullable Instant lastLoginAt;

	private Instant groupsAsOf;

	private @Nullable Instant lockedAt;

	private @Nullable String lockedBy;

	@Version
	private int version;

	@SuppressWarnings("NullAway.Init")
	protected PersonRecord() {
	}

	/** Somebody who has not signed in yet. */
	PersonRecord(PersonId id, PersonClaims claims, Set<Role> roles, Instant now) {
		this.id = id.value();
		this.issuer = claims.account().issuer();
		this.subject = claims.account().subject();
		this.email = claims.email().value();
		this.addressSince = now;
		this.name = claims.name();
		this.roles = names(roles);
		this.groups = sorted(claims.groups());
		this.groupsWithheld = claims.groupsWithheld();
		this.groupsAsOf = now.minus(CLOCK_SKEW);
		this.firstLoginAt = now;
	}

	private static List<String> names(Set<Role> roles) {
		return roles.stream().sorted().map(Role::name).toList();
	}

	private static List<String> sorted(Set<String> groups) {
		return groups.stream().sorted().toList();
	}

	void signIn(PersonClaims claims, Set<Role> roles, Instant now) {
		this.name = claims.name();
		this.roles = names(roles);
		this.groups = sorted(claims.groups());
		this.groupsWithheld = claims.groupsWithheld();
		this.groupsAsOf = now.minus(CLOCK_SKEW);
		this.lastLoginAt = now;
	}

	/**
	 * Whether claims that the provider made at a time, which may be unknown, are its
	 * later word and name fewer groups.
	 */
	boolean isNarrowedBy(PersonClaims claims, @Nullable Instant saidAt) {
		return !claims.groups().containsAll(this.groups) && (saidAt == null || !saidAt.isBefore(this.groupsAsOf));
	}

	/** Whether what is known of the groups is younger than what was said at a time. */
	boolean knowsYoungerGroupsThan(@Nullable Instant saidAt) {
		return saidAt == null || saidAt.isBefore(this.groupsAsOf);
	}

	/** Leaves out the groups that these claims do not name, and adds none. */
	void narrow(PersonClaims claims, Instant saidAt) {
		this.groups = this.groups.stream().filter(claims.groups()::contains).toList();
		this.groupsWithheld = claims.groupsWithheld();
		this.groupsAsOf = saidAt;
	}

	void giveRoles(Set<Role> roles) {
		this.roles = names(roles);
	}

	/** Makes it the person of this account from now on. */
	void bind(ProviderAccount account, Instant now) {
		this.issuer = account.issuer();
		this.subject = account.subject();
		this.addressSince = now;
	}

	/** Takes an address that is nobody's. */
	void takeAddress(EmailAddress address, Instant now) {
		if (!address.value().equals(this.email)) {
			this.previousEmail = this.email;
		}
		this.email = address.value();
		this.addressSince = now;
		this.addressLostAt = null;
	}

	/** Leaves the address to somebody else. */
	void loseAddress(Instant now) {
		this.addressLostAt = now;
	}

	/** Whether the address is this person's now. */
	boolean holds(EmailAddress address) {
		return !former() && address.value().equals(this.email);
	}

	/** Whether the address was given to somebody else. */
	boolean former() {
		return this.addressLostAt != null;
	}

	/**
	 * Whether the present address is younger than what was said at a time, which may be
	 * unknown, or was confirmed by a sign-in since. Providers tell whole seconds.
	 */
	boolean knowsYoungerAddressThan(@Nullable Instant saidAt) {
		return saidAt == null || isAfter(this.addressSince, saidAt) || isAfter(this.lastLoginAt, saidAt);
	}

	private static boolean isAfter(@Nullable Instant known, Instant saidAt) {
		return known != null && saidAt.isBefore(known.truncatedTo(ChronoUnit.SECONDS));
	}

	@Nullable ProviderAccount account() {
		return (this.issuer != null && this.subject != null) ? new ProviderAccount(this.issuer, this.subject) : null;
	}

	/** Whether the person may come in. */
	boolean admitted() {
		return !locked() && !former();
	}

	void lock(String by, Instant now) {
		this.lockedAt = now;
		this.lockedBy = by;
	}

	void unlock() {
		this.lockedAt = null;
		this.lockedBy = null;
	}

	PersonId id() {
		return new PersonId(this.id);
	}

	boolean locked() {
		return this.lockedAt != null;
	}

	Set<Role> roles() {
		return this.roles.stream()
			.flatMap((name) -> Role.of(name).stream())
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
	}

	Person person() {
		return new Person(new PersonId(this.id), EmailAddress.of(this.email), this.name, roles(),
				Set.copyOf(this.groups), this.groupsWithheld);
	}

	Profile profile() {
		return new Profile(person(), this.firstLoginAt, this.lastLoginAt, this.lockedAt, this.lockedBy,
				this.previousEmail, this.addressSince, former());
	}

}

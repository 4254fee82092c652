package dev.postern.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

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

	@Column(updatable = false)
	private String email;

	private String name;

	@JdbcTypeCode(SqlTypes.ARRAY)
	private List<String> roles;

	@JdbcTypeCode(SqlTypes.ARRAY)
	private List<String> groups;

	private boolean groupsWithheld;

	@Column(updatable = false)
	private Instant firstLoginAt;

	private Instant lastLoginAt;

	private @Nullable Instant lockedAt;

	private @Nullable String lockedBy;

	@Version
	private int version;

	@SuppressWarnings("NullAway.Init")
	protected PersonRecord() {
	}

	PersonRecord(PersonId id, PersonClaims claims, Set<Role> roles, Instant now) {
		this.id = id.value();
		this.email = claims.email().value();
		this.name = claims.name();
		this.roles = names(roles);
		this.groups = sorted(claims.groups());
		this.groupsWithheld = claims.groupsWithheld();
		this.firstLoginAt = now;
		this.lastLoginAt = now;
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
		this.lastLoginAt = now;
	}

	/**
	 * Whether claims that the provider made at a time are its later word and name fewer
	 * groups.
	 */
	boolean isNarrowedBy(PersonClaims claims, Instant saidAt) {
		return !claims.groups().containsAll(this.groups) && !saidAt.isBefore(this.lastLoginAt.minus(CLOCK_SKEW));
	}

	/** Leaves out the groups that these claims do not name, and adds none. */
	void narrow(PersonClaims claims, Set<Role> roles) {
		this.roles = names(roles);
		this.groups = this.groups.stream().filter(claims.groups()::contains).toList();
		this.groupsWithheld = claims.groupsWithheld();
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
			.map(Role::valueOf)
			.collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
	}

	Person person() {
		return new Person(new PersonId(this.id), EmailAddress.of(this.email), this.name, roles(),
				Set.copyOf(this.groups), this.groupsWithheld);
	}

	Profile profile() {
		return new Profile(person(), this.firstLoginAt, this.lastLoginAt, this.lockedAt, this.lockedBy);
	}

}

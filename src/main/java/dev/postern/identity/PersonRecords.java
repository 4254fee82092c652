package dev.postern.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PersonRecords extends Repository<PersonRecord, UUID> {

	Optional<PersonRecord> findById(UUID id);

	/** Whose address it is now. */
	@Query("SELECT p FROM PersonRecord p WHERE p.email = :email AND p.addressLostAt IS NULL")
	Optional<PersonRecord> findByEmail(String email);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT p FROM PersonRecord p WHERE p.email = :email AND p.addressLostAt IS NULL")
	Optional<PersonRecord> lockByEmail(String email);

	Optional<PersonRecord> findByIssuerAndSubject(String issuer, String subject);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT p FROM PersonRecord p WHERE p.issuer = :issuer AND p.subject = :subject")
	Optional<PersonRecord> lockByAccount(String issuer, String subject);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT p FROM PersonRecord p WHERE p.id = :id")
	Optional<PersonRecord> lockById(UUID id);

	/** Lets one transaction at a time decide who is kept out. */
	@Query(value = "SELECT 1 FROM pg_advisory_xact_lock(hashtext('postern.person.lock'))", nativeQuery = true)
	int lockDecisions();

	@Query("""
			SELECT COUNT(p) FROM PersonRecord p
			WHERE p.email IN :emails AND p.addressLostAt IS NULL AND p.lockedAt IS NOT NULL""")
	long countLocked(Collection<String> emails);

	@Query("""
			SELECT p.id AS id, p.email AS email, p.name AS name, p.firstLoginAt AS firstLoginAt,
			       p.lastLoginAt AS lastLoginAt
			FROM PersonRecord p
			WHERE p.addressLostAt IS NULL
			  AND (p.email LIKE :pattern ESCAPE '\\' OR LOWER(p.name) LIKE :pattern ESCAPE '\\')""")
	List<Key> keys(String pattern);

	@Query(value = "SELECT * FROM person WHERE id = ANY (:ids)", nativeQuery = true)
	List<PersonRecord> among(UUID[] ids);

	@Query("""
			SELECT p FROM PersonRecord p
			WHERE p.addressLostAt IS NOT NULL
			  AND (p.email LIKE :pattern ESCAPE '\\' OR LOWER(p.name) LIKE :pattern ESCAPE '\\')
			ORDER BY p.addressLostAt DESC, p.id""")
	List<PersonRecord> searchFormer(String pattern, Limit limit);

	List<PersonRecord> findByAddressLostAtIsNullOrderByEmail();

	PersonRecord save(PersonRecord person);

	/**
	 * Writes what was changed, so that an address is free before somebody else takes it.
	 */
	void flush();

	/** What sorts a person. */
	record Key(UUID id, String email, String name, Instant firstLoginAt, @Nullable Instant lastLoginAt) {
	}

}

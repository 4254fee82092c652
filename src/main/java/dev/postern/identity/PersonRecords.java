package dev.postern.identity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PersonRecords extends Repository<PersonRecord, UUID> {

	Optional<PersonRecord> findById(UUID id);

	Optional<PersonRecord> findByEmail(String email);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT p FROM PersonRecord p WHERE p.email = :email")
	Optional<PersonRecord> lockByEmail(String email);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT p FROM PersonRecord p WHERE p.id = :id")
	Optional<PersonRecord> lockById(UUID id);

	/** Lets one transaction at a time decide who is kept out. */
	@Query(value = "SELECT 1 FROM pg_advisory_xact_lock(hashtext('postern.person.lock'))", nativeQuery = true)
	int lockDecisions();

	long countByEmailInAndLockedAtIsNotNull(Collection<String> emails);

	@Query("""
			SELECT p FROM PersonRecord p
			WHERE p.email > :after AND (p.email LIKE :pattern ESCAPE '\\' OR LOWER(p.name) LIKE :pattern ESCAPE '\\')
			ORDER BY p.email""")
	List<PersonRecord> search(String pattern, String after, Limit limit);

	List<PersonRecord> findAllByOrderByEmail();

	PersonRecord save(PersonRecord person);

}

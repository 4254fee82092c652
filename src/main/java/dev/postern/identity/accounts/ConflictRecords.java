package dev.postern.identity.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ConflictRecords extends Repository<ConflictRecord, UUID> {

	/** Adds a conflict that nobody has seen yet; says 0 when it is there already. */
	@Modifying
	@Query(nativeQuery = true, value = """
			INSERT INTO person_conflict (id, issuer, subject, email, name, first_seen_at, last_seen_at, seen_count)
			VALUES (:id, :issuer, :subject, :email, :name, :now, :now, 1)
			ON CONFLICT ON CONSTRAINT person_conflict_uq DO NOTHING""")
	int add(UUID id, String issuer, String subject, String email, String name, Instant now);

	@Modifying
	@Query(nativeQuery = true, value = """
			UPDATE person_conflict SET name = :name, last_seen_at = :now, seen_count = seen_count + 1
			WHERE issuer = :issuer AND subject = :subject AND email = :email""")
	void seeAgain(String issuer, String subject, String email, String name, Instant now);

	@Modifying
	@Query(nativeQuery = true, value = "DELETE FROM person_conflict WHERE issuer = :issuer AND subject = :subject")
	void removeAll(String issuer, String subject);

	Optional<ConflictRecord> findById(UUID id);

	List<ConflictRecord> findAllByOrderByLastSeenAtDescId(Limit limit);

}

package dev.postern.identity.tokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PersonalTokenRecords extends Repository<PersonalTokenRecord, UUID> {

	Optional<PersonalTokenRecord> findByHash(String hash);

	Optional<PersonalTokenRecord> findByIdAndPersonId(UUID id, UUID personId);

	List<PersonalTokenRecord> findByPersonIdOrderByCreatedAtDesc(UUID personId);

	@Query("""
			SELECT t FROM PersonalTokenRecord t
			WHERE t.personId = :personId AND t.revokedAt IS NULL AND t.expiresAt > :now
			ORDER BY t.createdAt DESC""")
	List<PersonalTokenRecord> findWorking(UUID personId, Instant now, Limit limit);

	@Modifying
	@Query("""
			UPDATE PersonalTokenRecord t SET t.revokedAt = :now
			WHERE t.personId = :personId AND t.revokedAt IS NULL AND t.expiresAt > :now""")
	int revokeAll(UUID personId, Instant now);

	PersonalTokenRecord save(PersonalTokenRecord token);

}

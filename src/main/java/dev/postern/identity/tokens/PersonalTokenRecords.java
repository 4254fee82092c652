package dev.postern.identity.tokens;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface PersonalTokenRecords extends Repository<PersonalTokenRecord, UUID> {

	Optional<PersonalTokenRecord> findByHash(String hash);

	Optional<PersonalTokenRecord> findByIdAndPersonId(UUID id, UUID personId);

	List<PersonalTokenRecord> findByPersonIdOrderByCreatedAtDesc(UUID personId);

	PersonalTokenRecord save(PersonalTokenRecord token);

}

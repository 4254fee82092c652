package dev.postern.identity;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface PersonRecords extends Repository<PersonRecord, UUID> {

	Optional<PersonRecord> findById(UUID id);

	Optional<PersonRecord> findByEmail(String email);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT p FROM PersonRecord p WHERE p.email = :email")
	Optional<PersonRecord> lockByEmail(String email);

	PersonRecord save(PersonRecord person);

}

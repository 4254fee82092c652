package dev.postern.servicetokens;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface ManagedTokenRecords extends Repository<ManagedTokenRecord, UUID> {

	/** Adds a row unless its name is taken, and says how many it added. */
	@Modifying
	@Query(nativeQuery = true, value = """
			INSERT INTO service_token (id, name, lifetime_hours, created_by, created_at, version)
			VALUES (:id, :name, :hours, :actor, :now, 0)
			ON CONFLICT ((lower(name))) DO NOTHING""")
	int claim(@Param("id") UUID id, @Param("name") String name, @Param("hours") int hours, @Param("actor") String actor,
			@Param("now") Instant now);

	ManagedTokenRecord saveAndFlush(ManagedTokenRecord record);

	void delete(ManagedTokenRecord record);

	Optional<ManagedTokenRecord> findById(UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT m FROM ManagedTokenRecord m WHERE m.id = :id")
	Optional<ManagedTokenRecord> lockById(@Param("id") UUID id);

	@Query("SELECT m FROM ManagedTokenRecord m ORDER BY lower(m.name)")
	List<ManagedTokenRecord> findAllByName();

}

package dev.postern.machines;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface MachineRecords extends Repository<MachineRecord, UUID> {

	MachineRecord saveAndFlush(MachineRecord machine);

	void delete(MachineRecord machine);

	Optional<MachineRecord> findById(UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT m FROM MachineRecord m WHERE m.id = :id")
	Optional<MachineRecord> lockById(@Param("id") UUID id);

	@Query("SELECT m FROM MachineRecord m ORDER BY lower(m.name)")
	List<MachineRecord> findAllByName();

}

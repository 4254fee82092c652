package dev.postern.servers;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.kernel.Phase;
import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

interface ServerRecords extends Repository<ServerRecord, UUID> {

	ServerRecord saveAndFlush(ServerRecord server);

	void delete(ServerRecord server);

	Optional<ServerRecord> findById(UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT s FROM ServerRecord s WHERE s.id = :id")
	Optional<ServerRecord> lockById(@Param("id") UUID id);

	@Query("SELECT s FROM ServerRecord s WHERE lower(s.name) = lower(:name)")
	Optional<ServerRecord> findByName(@Param("name") String name);

	Optional<ServerRecord> findByHostname(String hostname);

	List<ServerRecord> findByTunnelIdOrderByName(UUID tunnelId);

	List<ServerRecord> findByRetiredAtIsNullOrderByName();

	List<ServerRecord> findByTunnelIdInAndPhaseOrderByName(Collection<UUID> tunnelIds, Phase phase, Limit limit);

	@Query(nativeQuery = true,
			value = "SELECT * FROM server WHERE retired_at IS NULL AND id = ANY (:ids) ORDER BY lower(name)")
	List<ServerRecord> findActive(@Param("ids") UUID[] ids);

	List<ServerRecord> findByRetiredAtIsNotNullOrderByName();

	@Query("""
			SELECT s FROM ServerRecord s
			 WHERE (lower(s.name) LIKE :pattern ESCAPE '\\' OR s.hostname LIKE :pattern ESCAPE '\\'
			        OR lower(s.description) LIKE :pattern ESCAPE '\\')
			   AND s.phase IN :phases
			   AND s.tunnelId = coalesce(:tunnel, s.tunnelId)
			   AND (s.createdAt, s.id) < (:createdAt, :id)
			 ORDER BY s.createdAt DESC, s.id DESC""")
	List<ServerRecord> search(@Param("pattern") String pattern, @Param("phases") Set<Phase> phases,
			@Param("tunnel") @Nullable UUID tunnel, @Param("createdAt") Instant createdAt, @Param("id") UUID id,
			Limit limit);

	@Query("SELECT s.phase AS phase, count(s) AS servers FROM ServerRecord s GROUP BY s.phase")
	List<PhaseCount> countByPhase();

	/** A server that is being removed stays so, whatever progress its run tells of. */
	@Modifying
	@Query(nativeQuery = true, value = """
			UPDATE server
			   SET phase = CASE WHEN retired_at IS NOT NULL AND :phase NOT IN ('HELD', 'FAILED')
			                    THEN 'REMOVING' ELSE :phase END,
			       problem = CAST(:problem AS jsonb)
			 WHERE id = :id""")
	void report(@Param("id") UUID id, @Param("phase") String phase, @Param("problem") @Nullable String problem);

	@Modifying
	@Query(nativeQuery = true, value = """
			UPDATE server
			   SET applied_generation = greatest(applied_generation, :generation),
			       phase = CASE WHEN generation = :generation AND retired_at IS NULL THEN :phase ELSE phase END,
			       problem = CASE WHEN generation = :generation AND retired_at IS NULL THEN CAST(:problem AS jsonb)
			                      ELSE problem END
			 WHERE id = :id AND generation >= :generation""")
	void applied(@Param("id") UUID id, @Param("generation") long generation, @Param("phase") String phase,
			@Param("problem") @Nullable String problem);

	@Modifying
	@Query(nativeQuery = true, value = """
			UPDATE server SET access_generation = greatest(access_generation, :generation)
			 WHERE id = :id AND generation >= :generation""")
	void guarded(@Param("id") UUID id, @Param("generation") long generation);

	@Modifying
	@Query(nativeQuery = true, value = "UPDATE server SET zone_id = :zone WHERE id = :id")
	void moveToZone(@Param("id") UUID id, @Param("zone") String zone);

	/** How many servers are in one phase. */
	record PhaseCount(Phase phase, long servers) {
	}

}

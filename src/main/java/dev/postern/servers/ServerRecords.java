package dev.postern.servers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.Standings;
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

	long count();

	Optional<ServerRecord> findById(UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("SELECT s FROM ServerRecord s WHERE s.id = :id")
	Optional<ServerRecord> lockById(@Param("id") UUID id);

	@Query("SELECT s FROM ServerRecord s WHERE lower(s.name) = lower(:name)")
	Optional<ServerRecord> findByName(@Param("name") String name);

	Optional<ServerRecord> findByHostname(String hostname);

	List<ServerRecord> findByTunnelIdOrderByName(UUID tunnelId);

	List<ServerRecord> findAllByOrderByName();

	@Query(nativeQuery = true,
			value = "SELECT * FROM server WHERE retired_at IS NULL AND id = ANY (:ids) ORDER BY lower(name)")
	List<ServerRecord> findActive(@Param("ids") UUID[] ids);

	List<ServerRecord> findByRetiredAtIsNotNullOrderByName();

	/**
	 * Servers that match a filter, newest first.
	 * @param limited tunnels that do not get people through to all of their rules, and
	 * {@code limits} the newest configuration of each that does
	 */
	@Query(nativeQuery = true, value = """
			SELECT s.* FROM server s
			 WHERE (lower(s.name) LIKE :pattern ESCAPE '\\' OR s.hostname LIKE :pattern ESCAPE '\\'
			        OR lower(s.description) LIKE :pattern ESCAPE '\\'
			        OR array_to_string(s.tag_keys, ',') LIKE :pattern ESCAPE '\\')
			   AND s.phase = ANY (:phases)
			   AND s.tunnel_id = coalesce(CAST(:tunnel AS uuid), s.tunnel_id)
			   AND s.tag_keys @> :tags
			   AND (CAST(:cutOff AS boolean) IS NULL OR CAST(:cutOff AS boolean) =
			        (s.phase = 'READY' AND EXISTS (
			          SELECT 1 FROM unnest(:limited, :limits) AS t (tunnel_id, newest)
			           WHERE t.tunnel_id = s.tunnel_id AND coalesce(s.rule_version, 0) > t.newest)))
			   AND (s.created_at, s.id) < (:createdAt, :id)
			 ORDER BY s.created_at DESC, s.id DESC LIMIT :size""")
	List<ServerRecord> search(@Param("pattern") String pattern, @Param("phases") String[] phases,
			@Param("tunnel") @Nullable UUID tunnel, @Param("tags") String[] tags,
			@Param("cutOff") @Nullable Boolean cutOff, @Param("limited") UUID[] limited,
			@Param("limits") Integer[] limits, @Param("createdAt") Instant createdAt, @Param("id") UUID id,
			@Param("size") int size);

	@Query(nativeQuery = true,
			value = "SELECT max(rule_version) FROM server WHERE tunnel_id = :tunnel AND retired_at IS NULL")
	Optional<Integer> newestRule(@Param("tunnel") UUID tunnel);

	@Modifying
	@Query(nativeQuery = true,
			value = "UPDATE server SET rule_version = :version WHERE id = ANY (:ids) AND tunnel_id = :tunnel")
	void routed(@Param("ids") UUID[] ids, @Param("tunnel") UUID tunnel, @Param("version") int version);

	@Modifying
	@Query(nativeQuery = true, value = "UPDATE server SET rule_version = NULL WHERE id = :id")
	void unrouted(@Param("id") UUID id);

	@Query("""
			SELECT s.id AS id, s.name AS name, s.tunnelId AS tunnel, s.phase AS phase, s.ruleVersion AS ruleVersion,
			       s.createdAt AS createdAt
			  FROM ServerRecord s
			 WHERE (lower(s.name) LIKE :pattern ESCAPE '\\' OR s.hostname LIKE :pattern ESCAPE '\\'
			        OR lower(s.description) LIKE :pattern ESCAPE '\\'
			        OR array_to_string(s.tagKeys, ',') LIKE :pattern ESCAPE '\\')
			   AND s.phase IN :phases
			   AND s.tunnelId = coalesce(:tunnel, s.tunnelId)
			   AND array_includes(s.tagKeys, :tags)""")
	List<Key> keys(@Param("pattern") String pattern, @Param("phases") Set<Phase> phases,
			@Param("tunnel") @Nullable UUID tunnel, @Param("tags") String[] tags);

	/**
	 * Tags as they are spelled on the server that was registered first, the most frequent
	 * first.
	 */
	@Query(nativeQuery = true, value = """
			SELECT (array_agg(tag ORDER BY created_at, id))[1]
			  FROM server, unnest(tags, tag_keys) AS labels (tag, tag_key)
			 GROUP BY tag_key ORDER BY count(*) DESC, tag_key LIMIT :most""")
	List<String> tags(@Param("most") int most);

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

	/** Policies that others add are wanted anew; what people edit stays as it is. */
	@Modifying
	@Query(nativeQuery = true, value = """
			UPDATE server
			   SET generation = generation + 1, phase = CASE WHEN retired_at IS NULL THEN 'PENDING' ELSE phase END,
			       problem = CASE WHEN retired_at IS NULL THEN NULL ELSE problem END
			 WHERE id = :id""")
	int wantAnew(@Param("id") UUID id);

	@Query("SELECT s.id AS id, s.hostname AS hostname, s.tunnelId AS tunnel FROM ServerRecord s WHERE s.id = :id")
	Optional<Place> place(@Param("id") UUID id);

	@Modifying
	@Query(nativeQuery = true, value = "UPDATE server SET zone_id = :zone WHERE id = :id")
	void moveToZone(@Param("id") UUID id, @Param("zone") String zone);

	/** What sorts a server. */
	record Key(UUID id, String name, UUID tunnel, Phase phase, @Nullable Integer ruleVersion, Instant createdAt) {

		ServerKey serverKey(Standings standings) {
			return ServerKey.of(new ServerId(this.id), this.name, new TunnelId(this.tunnel), this.phase,
					this.ruleVersion, this.createdAt, standings);
		}

	}

	/** Where a server is found. */
	record Place(UUID id, String hostname, UUID tunnel) {
	}

	/** How many servers are in one phase. */
	record PhaseCount(Phase phase, long servers) {
	}

}

package dev.postern.servicetokens;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import dev.postern.kernel.ServerId;
import dev.postern.kernel.ServiceTokenId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which servers name which service tokens, as the transactions that stored them noted, so
 * that no token is deleted while a server begins to name it.
 */
@Component
public class TokenUseStore {

	private final JdbcClient jdbc;

	TokenUseStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Notes, in the transaction that stores a server, which service tokens its policies
	 * name, in place of those that they named before.
	 * @throws ServiceTokenRetired when one of them is being deleted
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void replace(ServerId server, Collection<ServiceTokenId> tokens) {
		UUID[] ids = tokens.stream().map(ServiceTokenId::value).toArray(UUID[]::new);
		if (ids.length > 0) {
			lock(ids);
		}
		this.jdbc.sql("DELETE FROM service_token_use WHERE server_id = :server AND token_id <> ALL (:ids)")
			.param("server", server.value())
			.param("ids", ids)
			.update();
		this.jdbc.sql("""
				INSERT INTO service_token_use (token_id, server_id) SELECT id, :server FROM unnest(:ids) AS id
				ON CONFLICT ON CONSTRAINT service_token_use_pk DO NOTHING""")
			.param("server", server.value())
			.param("ids", ids)
			.update();
	}

	/** The servers that name any. */
	public List<ServerId> servers() {
		return this.jdbc.sql("SELECT DISTINCT server_id FROM service_token_use")
			.query((row, _) -> new ServerId(row.getObject(1, UUID.class)))
			.list();
	}

	/** Whether a server names it; certain until the commit if its row is locked. */
	boolean isUsed(ServiceTokenId token) {
		return this.jdbc.sql("SELECT EXISTS (SELECT FROM service_token_use WHERE token_id = :token)")
			.param("token", token.value())
			.query(Boolean.class)
			.single();
	}

	/** Nobody begins to delete them until the commit. */
	private void lock(UUID[] ids) {
		this.jdbc.sql("""
				SELECT name, removal_asked_at IS NOT NULL AS going FROM service_token WHERE token_id = ANY (:ids)
				 ORDER BY id FOR SHARE""")
			.param("ids", ids)
			.query((row, _) -> new NamedToken(row.getString("name"), row.getBoolean("going")))
			.list()
			.stream()
			.filter(NamedToken::going)
			.findFirst()
			.ifPresent((held) -> {
				throw new ServiceTokenRetired(held.name());
			});
	}

	private record NamedToken(String name, boolean going) {
	}

}

package dev.postern.tunnels.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.faults.Fault;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.install.ConnectorForm;
import dev.postern.tunnels.install.ConnectorProtocol;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What all tests of the life of tunnels do, and where they look. */
final class TunnelBench {

	static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private final TunnelCreation creation;

	private final TunnelTokens tokens;

	private final FakeCloudflare cloudflare;

	private final JdbcClient database;

	private final List<Fault> expected = new ArrayList<>();

	TunnelBench(ApplicationContext application) {
		this.creation = application.getBean(TunnelCreation.class);
		this.tokens = application.getBean(TunnelTokens.class);
		this.cloudflare = application.getBean(FakeCloudflare.class);
		this.database = application.getBean(JdbcClient.class);
	}

	static String name() {
		return "office-" + UUID.randomUUID().toString().substring(0, 8);
	}

	TunnelId make(String name) {
		return ((TunnelDelivery.Made) this.creation.create(name, ADA)).id();
	}

	String token(TunnelId id) {
		return this.tokens.connector(id, ConnectorForm.DOCKER, ConnectorProtocol.AUTO, ADA)
			.reveal()
			.replaceAll("(?s).*TUNNEL_TOKEN=([^\n]+)\n.*", "$1");
	}

	/** Has the test fail if the fault has not struck in the end. */
	Fault expect(Fault fault) {
		this.expected.add(fault);
		return fault;
	}

	/** Stores a server on a tunnel, as registering one does in its transaction. */
	void storeServer(String name, TunnelId tunnel) {
		this.database.sql("""
				INSERT INTO server (id, name, hostname, zone_id, tunnel_id, service, login_user, application_type,
				  session_seconds, enforce_at_connector, description, policies, version, generation, applied_generation,
				  phase, created_at, updated_at)
				VALUES (:id, :name, :name || '.bench.example', '023e105f4ecef8ad9ca31a8372d0c353', :tunnel,
				  'ssh://10.0.0.1:22', 'deploy', 'SSH', 86400, false, '', CAST(:policies AS jsonb), 1, 1, 0, 'PENDING',
				  now(), now())""")
			.param("id", UUID.randomUUID())
			.param("name", name)
			.param("tunnel", tunnel.value())
			.param("policies", "[{\"name\": \"All\", \"decision\": \"allow\", \"include\": [{\"everyone\": {}}]}]")
			.update();
	}

	/** Ends all faults; each that was expected must have struck. */
	void mend() {
		this.cloudflare.faults().clear();
		this.database.sql("DELETE FROM server WHERE hostname LIKE '%.bench.example'").update();
		assertThat(this.expected).allMatch(Fault::fired);
	}

	List<ObjectNode> remote(String name) {
		return this.cloudflare.state()
			.tunnels()
			.stream()
			.filter((tunnel) -> tunnel.path("name").asString().equals(name))
			.toList();
	}

	TunnelId id(String name) {
		return TunnelId.of(remote(name).getFirst().path("id").asString());
	}

	boolean isThere(TunnelId id) {
		return this.cloudflare.state().tunnels().stream().anyMatch((tunnel) -> isOf(tunnel, id));
	}

	String nameOf(TunnelId id) {
		return this.cloudflare.state()
			.tunnels()
			.stream()
			.filter((tunnel) -> isOf(tunnel, id))
			.findFirst()
			.orElseThrow()
			.path("name")
			.asString();
	}

	private static boolean isOf(JsonNode tunnel, TunnelId id) {
		return tunnel.path("id").asString().equals(id.toString());
	}

	/** Each action on what has this name and who did it, the oldest first. */
	List<String> audit(String name) {
		return this.database
			.sql("SELECT action || ' ' || actor_name FROM audit_event WHERE subject_name = :name ORDER BY id")
			.param("name", name)
			.query((row, number) -> row.getString(1))
			.list();
	}

}

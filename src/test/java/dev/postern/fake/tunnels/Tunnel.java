package dev.postern.fake.tunnels;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A tunnel with its configuration versions and its connectors. */
public final class Tunnel {

	private static final String NEWEST_RELEASE = "2026.8.2";

	private final UUID id;

	private final String account;

	private final Instant createdAt;

	private boolean remotelyManaged;

	private final Map<UUID, Running> connectors = new LinkedHashMap<>();

	private final List<Version> versions = new ArrayList<>();

	private final Map<UUID, String> routes = new LinkedHashMap<>();

	private String name;

	private String secret;

	private @Nullable Instant deletedAt;

	private @Nullable Instant activeAt;

	private @Nullable Instant inactiveAt;

	Tunnel(UUID id, String account, String name, boolean remotelyManaged, String secret, Instant createdAt) {
		this.id = id;
		this.account = account;
		this.name = name;
		this.remotelyManaged = remotelyManaged;
		this.secret = secret;
		this.createdAt = createdAt;
		this.inactiveAt = createdAt;
		this.versions.add(new Version(0, null, createdAt));
	}

	public UUID id() {
		return this.id;
	}

	public String name() {
		return this.name;
	}

	void rename(String newName) {
		this.name = newName;
	}

	void changeSecret(String newSecret) {
		this.secret = newSecret;
	}

	/** From now on it reads its rules from a file on its own machine. */
	public void manageLocally() {
		this.remotelyManaged = false;
	}

	public boolean isLive() {
		return this.deletedAt == null;
	}

	public boolean hasConfiguration() {
		return isLive() && this.remotelyManaged;
	}

	void delete(Instant now) {
		this.deletedAt = now;
	}

	public Version current() {
		return this.versions.getLast();
	}

	void replaceConfiguration(ObjectNode config, Instant now) {
		this.versions.add(new Version(current().number() + 1, config, now));
	}

	/** Lets a connector of the newest release run that never tries again. */
	public void connect(UUID connector, Instant now) {
		connect(connector, new Running(now, NEWEST_RELEASE, null));
	}

	/** Lets one run as a real one does: it comes back as long as its token is taken. */
	public void connectByToken(UUID connector, Instant now, String release) {
		connect(connector, new Running(now, release, this.secret));
	}

	private void connect(UUID connector, Running running) {
		this.connectors.put(connector, running);
		this.activeAt = running.since();
		this.inactiveAt = null;
	}

	/** Whether a token opens a connection now. */
	public boolean takes(String token) {
		return isLive() && token().equals(token);
	}

	/**
	 * Closes the connections of all connectors; those whose token is still taken come
	 * back at once.
	 */
	void closeConnections(Instant now) {
		List<UUID> gone = this.connectors.entrySet()
			.stream()
			.filter((one) -> !this.secret.equals(one.getValue().secret()))
			.map(Map.Entry::getKey)
			.toList();
		gone.forEach((connector) -> disconnect(connector, now));
	}

	public void disconnect(@Nullable UUID connector, Instant now) {
		if (connector == null) {
			this.connectors.clear();
		}
		else {
			this.connectors.remove(connector);
		}
		if (this.connectors.isEmpty() && this.inactiveAt == null) {
			this.activeAt = null;
			this.inactiveAt = now;
		}
	}

	public boolean isConnected() {
		return !this.connectors.isEmpty();
	}

	/** Leads a private network through the tunnel. */
	public void addRoute(UUID route, String network) {
		this.routes.put(route, network);
	}

	boolean hasRoutes() {
		return !this.routes.isEmpty();
	}

	List<ObjectNode> routesJson() {
		return this.routes.entrySet()
			.stream()
			.map((route) -> Json.object()
				.put("id", route.getKey().toString())
				.put("network", route.getValue())
				.put("tunnel_id", this.id.toString())
				.put("comment", "")
				.put("created_at", Timestamps.micros(this.createdAt))
				.putNull("deleted_at"))
			.toList();
	}

	String status() {
		if (isConnected()) {
			return "healthy";
		}
		return this.createdAt.equals(this.inactiveAt) ? "inactive" : "down";
	}

	String token() {
		ObjectNode token = Json.object().put("a", this.account).put("t", this.id.toString()).put("s", this.secret);
		return Base64.getEncoder().encodeToString(token.toString().getBytes(StandardCharsets.UTF_8));
	}

	public ObjectNode json() {
		ObjectNode json = Json.object()
			.put("id", this.id.toString())
			.put("account_tag", this.account)
			.put("created_at", Timestamps.micros(this.createdAt))
			.put("deleted_at", (this.deletedAt != null) ? Timestamps.seconds(this.deletedAt) : null)
			.put("name", this.name)
			.put("conns_active_at", (this.activeAt != null) ? Timestamps.seconds(this.activeAt) : null)
			.put("conns_inactive_at", (this.inactiveAt != null) ? Timestamps.micros(this.inactiveAt) : null)
			.put("tun_type", "cfd_tunnel");
		json.set("metadata", Json.object());
		json.put("status", status()).put("remote_config", hasConfiguration());
		if (isLive()) {
			json.put("config_src", this.remotelyManaged ? "cloudflare" : "local");
		}
		return json;
	}

	ObjectNode jsonWithSecrets() {
		ObjectNode json = json();
		json.set("connections", Json.array());
		json.set("credentials_file",
				Json.object()
					.put("AccountTag", this.account)
					.put("TunnelID", this.id.toString())
					.put("TunnelName", this.name)
					.put("TunnelSecret", this.secret));
		return json.put("token", token());
	}

	public ObjectNode configurationJson() {
		Version version = current();
		ObjectNode json = Json.object().put("tunnel_id", this.id.toString()).put("version", version.number());
		json.set("config", (version.config() != null) ? version.config().deepCopy() : json.nullNode());
		return json.put("source", "cloudflare").put("created_at", Timestamps.micros(version.at()));
	}

	ArrayNode connectionsJson(Instant now, Duration lag) {
		int applied = this.versions.stream()
			.filter((version) -> !version.at().isAfter(now.minus(lag)))
			.mapToInt(Version::number)
			.max()
			.orElse(0);
		return Json.array(this.connectors.entrySet()
			.stream()
			.map((connector) -> connectorJson(connector.getKey(), connector.getValue(), applied))
			.toList());
	}

	private static ObjectNode connectorJson(UUID connector, Running running, int applied) {
		Instant since = running.since();
		ObjectNode json = Json.object().put("id", connector.toString());
		json.set("features", Json.strings(List.of("ha-origin", "allow_remote_config", "serialized_headers",
				"support_datagram_v2", "support_quic_eof", "management_logs")));
		json.put("version", running.release()).put("arch", "linux_amd64");
		json.set("conns", Json.array(IntStream.range(0, 4).mapToObj((index) -> {
			String conn = new UUID(connector.getMostSignificantBits(), connector.getLeastSignificantBits() + index + 1)
				.toString();
			return Json.object()
				.put("id", conn)
				.put("uuid", conn)
				.put("colo_name", List.of("fra08", "fra03", "ams01", "ams17").get(index))
				.put("is_pending_reconnect", false)
				.put("origin_ip", "203.0.113.10")
				.put("opened_at", Timestamps.micros(since))
				.put("client_id", connector.toString())
				.put("client_version", running.release());
		}).toList()));
		return json.put("run_at", Timestamps.micros(since)).putNull("ha_status").put("config_version", applied);
	}

	/**
	 * A connector that runs.
	 *
	 * @param secret the one that it connected with; {@code null} for one that never tries
	 * again
	 */
	private record Running(Instant since, String release, @Nullable String secret) {
	}

	/**
	 * One state of the configuration.
	 *
	 * @param config {@code null} as long as nobody has put one
	 */
	public record Version(int number, @Nullable ObjectNode config, Instant at) {
	}

}

package dev.postern.fake;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.postern.fake.account.World;
import dev.postern.fake.dns.DnsRecord;
import dev.postern.fake.edge.Edge;
import dev.postern.fake.edge.Reachability;
import dev.postern.fake.edge.Verdict;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.tunnels.Tunnel;
import dev.postern.kernel.TunnelId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the account holds now; copies, so that nobody changes it by looking. */
public final class AccountState {

	private final Supplier<World> worlds;

	AccountState(Supplier<World> worlds) {
		this.worlds = worlds;
	}

	/** The configuration of a tunnel, {@code null} in JSON as long as there is none. */
	public JsonNode configuration(TunnelId tunnel) {
		return configurationAnswer(tunnel).path("config");
	}

	public int configurationVersion(TunnelId tunnel) {
		return configurationAnswer(tunnel).path("version").intValue();
	}

	/** The rules of a tunnel, in order, the catch-all included. */
	public List<JsonNode> ingress(TunnelId tunnel) {
		return Json.list(configuration(tunnel), "ingress");
	}

	/** The hostnames of the rules, in order, the catch-all left out. */
	public List<String> ingressHostnames(TunnelId tunnel) {
		return ingress(tunnel).stream()
			.map((rule) -> Json.text(rule, "hostname", ""))
			.filter((hostname) -> !hostname.isEmpty())
			.toList();
	}

	public List<ObjectNode> dnsRecords() {
		return in((world) -> world.dns().all().stream().map(DnsRecord::json).toList());
	}

	/** The first record of a name. */
	public Optional<ObjectNode> dnsRecord(String name) {
		return dnsRecords().stream().filter((record) -> name.equals(Json.text(record, "name"))).findFirst();
	}

	public List<ObjectNode> apps() {
		return in((world) -> world.access().apps().all().stream().map(world.access().apps()::json).toList());
	}

	public Optional<ObjectNode> app(String domain) {
		return apps().stream().filter((app) -> domain.equals(Json.text(app, "domain"))).findFirst();
	}

	public List<String> tags() {
		return in((world) -> world.access().tags().names());
	}

	public List<ObjectNode> tunnels() {
		return in((world) -> world.tunnels().all().stream().filter(Tunnel::isLive).map(Tunnel::json).toList());
	}

	public List<ObjectNode> reusablePolicies() {
		return in((world) -> world.access().policies().all());
	}

	public List<ObjectNode> groups() {
		return in((world) -> world.access().groups().all().stream().map(ObjectNode::deepCopy).toList());
	}

	/** Where a hostname leads. */
	public Reachability reachability(String hostname) {
		return in((world) -> new Edge(world).reachability(hostname));
	}

	/** What somebody with this address meets who connects to the hostname. */
	public Verdict verdict(String hostname, String email) {
		return in((world) -> new Edge(world).verdict(hostname, email));
	}

	public boolean wouldAllow(String hostname, String email) {
		return verdict(hostname, email).letsIn();
	}

	/** What a machine meets that connects with a service token. */
	public Verdict verdict(String hostname, String clientId, String secret) {
		return in((world) -> new Edge(world).verdict(hostname, clientId, secret));
	}

	/** Whether a service token may be used now with this secret, wherever it lets in. */
	public boolean accepts(String clientId, String secret) {
		return in((world) -> world.access().serviceTokens().recognise(clientId, secret).isPresent());
	}

	public List<ObjectNode> serviceTokens() {
		return in((world) -> world.access().serviceTokens().all().stream().map(ObjectNode::deepCopy).toList());
	}

	private ObjectNode configurationAnswer(TunnelId id) {
		return in((world) -> {
			Tunnel tunnel = world.tunnels().get(id.value());
			if (tunnel == null) {
				throw new IllegalArgumentException("no tunnel " + id);
			}
			return tunnel.configurationJson();
		});
	}

	private <T> T in(Function<World, T> look) {
		World world = this.worlds.get();
		return world.locked(() -> look.apply(world));
	}

}

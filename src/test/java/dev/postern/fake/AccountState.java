package dev.postern.fake;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.postern.fake.account.Account;
import dev.postern.fake.dns.DnsRecord;
import dev.postern.fake.edge.ConnectionResult;
import dev.postern.fake.edge.Edge;
import dev.postern.fake.edge.Exposure;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.tunnels.Tunnel;
import dev.postern.kernel.TunnelId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the account holds now; copies, so that nobody changes it by looking. */
public final class AccountState {

	private final Supplier<Account> accounts;

	AccountState(Supplier<Account> accounts) {
		this.accounts = accounts;
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
		return in((account) -> account.dns().all().stream().map(DnsRecord::json).toList());
	}

	/** The first record of a name. */
	public Optional<ObjectNode> dnsRecord(String name) {
		return dnsRecords().stream().filter((record) -> name.equals(Json.text(record, "name"))).findFirst();
	}

	public List<ObjectNode> apps() {
		return in((account) -> account.access().apps().all().stream().map(account.access().apps()::json).toList());
	}

	public Optional<ObjectNode> app(String domain) {
		return apps().stream().filter((app) -> domain.equals(Json.text(app, "domain"))).findFirst();
	}

	public List<String> tags() {
		return in((account) -> account.access().tags().names());
	}

	public List<ObjectNode> tunnels() {
		return in((account) -> account.tunnels().all().stream().filter(Tunnel::isLive).map(Tunnel::json).toList());
	}

	public List<ObjectNode> reusablePolicies() {
		return in((account) -> account.access().policies().all());
	}

	public List<ObjectNode> groups() {
		return in((account) -> account.access().groups().all().stream().map(ObjectNode::deepCopy).toList());
	}

	/** Where a hostname leads. */
	public Exposure exposure(String hostname) {
		return in((account) -> new Edge(account).exposure(hostname));
	}

	/** What somebody with this address meets who connects to the hostname. */
	public ConnectionResult connectionResult(String hostname, String email) {
		return in((account) -> new Edge(account).connectionResult(hostname, email));
	}

	public boolean wouldAllow(String hostname, String email) {
		return connectionResult(hostname, email).letsIn();
	}

	/** What a machine meets that connects with a service token. */
	public ConnectionResult connectionResult(String hostname, String clientId, String secret) {
		return in((account) -> new Edge(account).connectionResult(hostname, clientId, secret));
	}

	/** Whether a service token may be used now with this secret, wherever it lets in. */
	public boolean accepts(String clientId, String secret) {
		return in((account) -> account.access().serviceTokens().authenticate(clientId, secret).isPresent());
	}

	public List<ObjectNode> serviceTokens() {
		return in((account) -> account.access().serviceTokens().all().stream().map(ObjectNode::deepCopy).toList());
	}

	/** The authorities that sign ssh certificates. */
	public List<ObjectNode> sshAuthorities() {
		return in((account) -> account.access().sshAuthorities().all());
	}

	/** With what certificates for a hostname are signed, as a PEM file. */
	public Optional<String> signingKey(String domain) {
		return app(domain)
			.flatMap((app) -> in((account) -> account.access().sshAuthorities().privateKey(app.path("id").asString())));
	}

	private ObjectNode configurationAnswer(TunnelId id) {
		return in((account) -> {
			Tunnel tunnel = account.tunnels().get(id.value());
			if (tunnel == null) {
				throw new IllegalArgumentException("no tunnel " + id);
			}
			return tunnel.configurationJson();
		});
	}

	private <T> T in(Function<Account, T> look) {
		Account account = this.accounts.get();
		return account.locked(() -> look.apply(account));
	}

}

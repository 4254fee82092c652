package dev.postern.fake.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.fake.access.AccessApp;
import dev.postern.fake.access.AccessEvaluation;
import dev.postern.fake.account.Account;
import dev.postern.fake.dns.DnsRecord;
import dev.postern.fake.dns.Zones;
import dev.postern.fake.kernel.DomainNames;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.tunnels.IngressMatcher;
import dev.postern.fake.tunnels.Tunnel;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.TunnelId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows a hostname as Cloudflare's edge does: DNS record, tunnel, rule, application.
 */
public final class Edge {

	private static final Pattern TARGET = Pattern.compile("([0-9a-f-]{36})\\.cfargotunnel\\.com");

	private final Account account;

	private final Map<String, Set<DnsRecord>> recordsByName = new HashMap<>();

	private final Map<String, AccessApp> appsByAddress = new HashMap<>();

	private final Map<UUID, IngressMatcher> tables = new HashMap<>();

	public Edge(Account account) {
		this.account = account;
		for (DnsRecord record : account.dns().all()) {
			this.recordsByName.computeIfAbsent(record.name(), (name) -> new LinkedHashSet<>()).add(record);
		}
		for (AccessApp app : account.access().apps().all()) {
			app.addresses().forEach((address) -> this.appsByAddress.put(DomainNames.onTheWire(address), app));
		}
		for (Tunnel tunnel : account.tunnels().all()) {
			if (tunnel.hasConfiguration()) {
				this.tables.put(tunnel.id(), new IngressMatcher(tunnel.current().config()));
			}
		}
	}

	public Exposure exposure(String name) {
		String hostname = DomainNames.onTheWire(name);
		Optional<Tunnel> tunnel = tunnel(hostname);
		Optional<String> service = tunnel.flatMap((found) -> rule(found, hostname))
			.map((rule) -> Json.text(rule, "service", ""));
		Optional<AccessApp> app = app(hostname);
		return new Exposure(hostname, tunnel.map((found) -> new TunnelId(found.id())).orElse(null),
				service.orElse(null), tunnel.map(Tunnel::isConnected).orElse(false),
				app.map((found) -> AccessAppId.of(found.id())).orElse(null),
				app.map((found) -> new AccessEvaluation(this.account.access()).guards(found)).orElse(false));
	}

	public ConnectionResult connectionResult(String hostname, String email) {
		return connectionResult(hostname, (app, service) -> {
			Optional<JsonNode> deciding = new AccessEvaluation(this.account.access()).deciding(app, email);
			String policy = deciding.map((found) -> Json.text(found, "name", "")).orElse("");
			return switch (deciding.map((found) -> Json.text(found, "decision", "")).orElse("none")) {
				case "allow", "bypass" ->
					new ConnectionResult(ConnectionResult.Kind.ALLOWED, service, "policy " + policy);
				case "none" ->
					new ConnectionResult(ConnectionResult.Kind.REFUSED, null, "no policy lets %s in".formatted(email));
				default -> new ConnectionResult(ConnectionResult.Kind.REFUSED, null,
						"policy %s refuses %s".formatted(policy, email));
			};
		});
	}

	/** What a machine meets that shows a client id and a secret. */
	public ConnectionResult connectionResult(String hostname, String clientId, String secret) {
		return connectionResult(hostname, (app, service) -> {
			Optional<ObjectNode> token = this.account.access().serviceTokens().authenticate(clientId, secret);
			if (token.isEmpty()) {
				return new ConnectionResult(ConnectionResult.Kind.REFUSED, null, "the service token is not valid");
			}
			return new AccessEvaluation(this.account.access()).admitting(app, token.get())
				.map((policy) -> new ConnectionResult(ConnectionResult.Kind.ALLOWED, service,
						"policy " + Json.text(policy, "name", "")))
				.orElseGet(() -> new ConnectionResult(ConnectionResult.Kind.REFUSED, null,
						"no policy lets the service token in"));
		});
	}

	/** Follows the way to the application, which then decides. */
	private ConnectionResult connectionResult(String hostname,
			BiFunction<AccessApp, @Nullable String, ConnectionResult> decision) {
		Exposure exposure = exposure(hostname);
		if (exposure.tunnel() == null) {
			return new ConnectionResult(ConnectionResult.Kind.NO_ROUTE, null,
					"no DNS record of %s points at a tunnel".formatted(hostname));
		}
		if (!exposure.isRouted()) {
			return new ConnectionResult(ConnectionResult.Kind.NO_ROUTE, null,
					"no rule of the tunnel routes " + hostname);
		}
		if (!exposure.connected()) {
			return new ConnectionResult(ConnectionResult.Kind.NO_ROUTE, null, "the tunnel has no connector");
		}
		Optional<AccessApp> app = app(exposure.hostname());
		if (app.isEmpty()) {
			return this.account.access().organization().deniesUnmatched(exposure.hostname())
					? new ConnectionResult(ConnectionResult.Kind.REFUSED, null, "error code: 1043")
					: new ConnectionResult(ConnectionResult.Kind.OPEN, exposure.service(), "no Access application");
		}
		return decision.apply(app.get(), exposure.service());
	}

	/**
	 * The hostnames that lead to a service without a guarding application of their own.
	 */
	public Set<String> exposed() {
		Set<String> candidates = new HashSet<>(this.recordsByName.keySet());
		for (Tunnel tunnel : this.account.tunnels().all()) {
			for (JsonNode rule : Json.list(tunnel.current().config(), "ingress")) {
				candidates.add(DomainNames.onTheWire(Json.text(rule, "hostname", "")));
			}
		}
		Set<String> exposed = new TreeSet<>();
		for (String hostname : candidates) {
			if (!hostname.isEmpty() && !hostname.startsWith("*") && isRouted(hostname)
					&& !isGuardedByItsOwn(hostname)) {
				exposed.add(hostname);
			}
		}
		return exposed;
	}

	private boolean isRouted(String hostname) {
		return tunnel(hostname).flatMap((tunnel) -> rule(tunnel, hostname))
			.map((rule) -> !Json.text(rule, "service", "").startsWith("http_status:"))
			.orElse(false);
	}

	private boolean isGuardedByItsOwn(String hostname) {
		@Nullable AccessApp app = this.appsByAddress.get(hostname);
		return app != null && new AccessEvaluation(this.account.access()).guards(app);
	}

	private Optional<JsonNode> rule(Tunnel tunnel, String hostname) {
		return Optional.ofNullable(this.tables.get(tunnel.id())).flatMap((matcher) -> matcher.match(hostname));
	}

	/** The application that guards a hostname. */
	public Optional<AccessApp> app(String hostname) {
		return names(hostname).stream()
			.filter(this.appsByAddress::containsKey)
			.map(this.appsByAddress::get)
			.findFirst();
	}

	/**
	 * The live tunnel that the proxied CNAME names; an exact record hides a wildcard one.
	 */
	private Optional<Tunnel> tunnel(String hostname) {
		return isDelegated(hostname) ? Optional.empty() : tunnelOf(hostname);
	}

	/** Other name servers answer for what lies at or below a record of theirs. */
	private boolean isDelegated(String hostname) {
		String apex = this.account.zones().of(hostname).map(Zones.Zone::name).orElse("");
		for (String name = hostname; name.length() > apex.length(); name = name.substring(name.indexOf('.') + 1)) {
			if (this.recordsByName.getOrDefault(name, Set.of()).stream().anyMatch((dns) -> dns.type().equals("NS"))) {
				return true;
			}
			if (name.indexOf('.') < 0) {
				return false;
			}
		}
		return false;
	}

	private Optional<Tunnel> tunnelOf(String hostname) {
		return names(hostname).stream()
			.filter(this.recordsByName::containsKey)
			.findFirst()
			.stream()
			.flatMap((name) -> this.recordsByName.getOrDefault(name, Set.of()).stream())
			.filter((record) -> record.isCname() && record.proxied())
			.map((record) -> TARGET.matcher(record.content()))
			.filter(Matcher::matches)
			.map((matcher) -> this.account.tunnels().get(UUID.fromString(matcher.group(1))))
			.flatMap((tunnel) -> (tunnel != null && tunnel.isLive()) ? List.of(tunnel).stream()
					: List.<Tunnel>of().stream())
			.findFirst();
	}

	/** The name itself, then the wildcards above it, the closest one first. */
	private static List<String> names(String hostname) {
		List<String> names = new ArrayList<>();
		names.add(hostname);
		for (int dot = hostname.indexOf('.'); dot >= 0; dot = hostname.indexOf('.', dot + 1)) {
			names.add("*" + hostname.substring(dot));
		}
		return names;
	}

}

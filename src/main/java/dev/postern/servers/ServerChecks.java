package dev.postern.servers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.postern.kernel.GoDuration;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.servers.checks.Findings;
import dev.postern.servers.checks.HostnameChecks;
import dev.postern.servers.checks.PublicName;
import dev.postern.servers.checks.ServiceAddress;
import dev.postern.servers.policies.AppPolicies;
import dev.postern.servers.references.GroupReferenceChecks;
import dev.postern.servers.references.TokenReferenceChecks;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.Tunnels;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** Turns what somebody entered into what is wanted, or says all that is wrong with it. */
@Component
class ServerChecks {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

	private static final Pattern LOGIN_USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

	private static final Duration SHORTEST_SESSION = Duration.ofMinutes(1);

	private static final Duration LONGEST_SESSION = Duration.ofHours(730);

	private static final int LONGEST_DESCRIPTION = 500;

	private final ServerRecords records;

	private final HostnameChecks hostnames;

	private final Tunnels tunnels;

	private final GroupReferenceChecks groups;

	private final TokenReferenceChecks tokens;

	private final PolicyLints lints;

	private final ServersProperties properties;

	ServerChecks(ServerRecords records, HostnameChecks hostnames, Tunnels tunnels, GroupReferenceChecks groups,
			TokenReferenceChecks tokens, PolicyLints lints, ServersProperties properties) {
		this.records = records;
		this.hostnames = hostnames;
		this.tunnels = tunnels;
		this.groups = groups;
		this.tokens = tokens;
		this.lints = lints;
		this.properties = properties;
	}

	ServerSpec check(ServerDraft draft, @Nullable ServerId existing) {
		Findings findings = new Findings();
		Optional<String> name = name(draft.name(), existing, findings);
		Optional<HostnameChecks.Placed> hostname = hostname(draft.hostname(), existing, findings);
		Optional<TunnelId> tunnel = tunnel(draft.tunnelId(), findings);
		Optional<String> service = service(draft.service(), findings);
		Optional<String> loginUser = loginUser(draft.loginUser(), findings);
		Optional<ApplicationType> type = applicationType(draft.applicationType(), findings);
		Optional<Duration> session = sessionDuration(draft.sessionDuration(), findings);
		Optional<String> description = description(draft.description(), findings);
		Optional<List<Policy>> policies = policies(draft.policies(), type, findings);
		findings.throwIfAny();
		boolean enforce = Boolean.TRUE.equals(draft.enforceAtConnector());
		return new ServerSpec(name.orElseThrow(), hostname.orElseThrow().hostname(), hostname.orElseThrow().zone(),
				tunnel.orElseThrow(), service.orElseThrow(), loginUser.orElseThrow(), type.orElseThrow(),
				session.orElseThrow(), enforce, description.orElseThrow(), policies.orElseThrow());
	}

	private Optional<String> name(@Nullable String entered, @Nullable ServerId existing, Findings findings) {
		String name = stripped(entered);
		if (name.isEmpty()) {
			return findings.found("name", entered, "name.missing");
		}
		if (!NAME.matcher(name).matches()) {
			return findings.found("name", entered, "name.characters");
		}
		if (PublicName.isOne(name, (hostname) -> this.tunnels.zoneFor(hostname).isPresent())) {
			return findings.found("name", entered, "name.public");
		}
		Optional<ServerRecord> other = this.records.findByName(name).filter((record) -> !record.id().equals(existing));
		if (other.isPresent()) {
			return findings.found("name", entered, other.get().retired() ? "name.being-removed" : "name.taken");
		}
		return Optional.of(name);
	}

	private Optional<HostnameChecks.Placed> hostname(@Nullable String entered, @Nullable ServerId existing,
			Findings findings) {
		return this.hostnames.check(entered, this.properties.allowDeepHostnames(), findings)
			.filter((placed) -> isFree(placed.hostname(), entered, existing, findings));
	}

	private boolean isFree(Hostname hostname, @Nullable String entered, @Nullable ServerId existing,
			Findings findings) {
		Optional<ServerRecord> other = this.records.findByHostname(hostname.value())
			.filter((record) -> !record.id().equals(existing));
		other.ifPresent((record) -> findings.found("hostname", entered,
				record.retired() ? "hostname.being-removed" : "hostname.taken"));
		return other.isEmpty();
	}

	private Optional<TunnelId> tunnel(@Nullable String entered, Findings findings) {
		String text = stripped(entered);
		if (text.isEmpty()) {
			return findings.found("tunnelId", entered, "tunnel.missing");
		}
		TunnelId id;
		try {
			id = TunnelId.of(text);
		}
		catch (IllegalArgumentException ex) {
			return findings.found("tunnelId", entered, "tunnel.malformed");
		}
		Optional<KnownTunnel> tunnel = this.tunnels.find(id);
		if (tunnel.isEmpty()) {
			return findings.found("tunnelId", entered, "tunnel.unknown");
		}
		if (tunnel.get().deleted()) {
			return findings.found("tunnelId", entered, "tunnel.deleted", tunnel.get().name());
		}
		if (!tunnel.get().remotelyManaged()) {
			return findings.found("tunnelId", entered, "tunnel.locally-managed", tunnel.get().name());
		}
		return Optional.of(id);
	}

	private static Optional<String> service(@Nullable String entered, Findings findings) {
		String service = stripped(entered);
		if (service.isEmpty()) {
			return findings.found("service", entered, "service.missing");
		}
		Optional<String> problem = ServiceAddress.problem(service);
		return problem.isPresent() ? findings.found("service", entered, problem.get()) : Optional.of(service);
	}

	private static Optional<String> loginUser(@Nullable String entered, Findings findings) {
		String user = stripped(entered);
		if (user.isEmpty()) {
			return findings.found("loginUser", entered, "login-user.missing");
		}
		return LOGIN_USER.matcher(user).matches() ? Optional.of(user)
				: findings.found("loginUser", entered, "login-user.characters");
	}

	private static Optional<ApplicationType> applicationType(@Nullable String entered, Findings findings) {
		try {
			return Optional.of((entered != null) ? ApplicationType.of(entered) : ApplicationType.SSH);
		}
		catch (IllegalArgumentException ex) {
			return findings.found("applicationType", entered, "application-type.unknown");
		}
	}

	private static Optional<Duration> sessionDuration(@Nullable String entered, Findings findings) {
		String text = (entered != null) ? entered.strip() : "24h";
		Optional<Duration> duration = GoDuration.parse(text);
		if (duration.isEmpty()) {
			return findings.found("sessionDuration", entered, "session-duration.malformed");
		}
		boolean fits = duration.get().compareTo(SHORTEST_SESSION) >= 0
				&& duration.get().compareTo(LONGEST_SESSION) <= 0;
		return fits ? duration : findings.found("sessionDuration", entered, "session-duration.range");
	}

	private static Optional<String> description(@Nullable String entered, Findings findings) {
		String description = stripped(entered);
		if (PlainText.breaks(description)) {
			return findings.found("description", entered, "description.characters");
		}
		if (description.length() > LONGEST_DESCRIPTION) {
			return findings.found("description", entered, "description.length", description.length());
		}
		return Optional.of(description);
	}

	private Optional<List<Policy>> policies(@Nullable JsonNode entered, Optional<ApplicationType> type,
			Findings findings) {
		if (entered == null || entered.isNull()) {
			return findings.found("policies", "", "policies.none-allows");
		}
		List<Policy> policies;
		try {
			policies = PolicyCodec.read(entered);
		}
		catch (InvalidInput ex) {
			findings.addAll(ex.problems().stream().map((problem) -> problem.under("policies")).toList());
			return Optional.empty();
		}
		this.groups.check(policies, findings);
		this.tokens.check(policies, findings);
		if (policies.stream().noneMatch(Policy::allows)) {
			findings.found("policies", "", "policies.none-allows");
		}
		type.ifPresent((known) -> decisions(policies, known, findings));
		return Optional.of(policies);
	}

	/** Where Cloudflare takes a bypass, the server would stand open to the internet. */
	private void decisions(List<Policy> policies, ApplicationType type, Findings findings) {
		for (int i = 0; i < policies.size(); i++) {
			Decision decision = policies.get(i).decision();
			if (decision == Decision.BYPASS && !EvaluationContext.of(type.wire()).ignores(decision)) {
				findings.found("policies[%d].decision".formatted(i), decision.wire(), "policies.bypass");
			}
		}
		boolean allows = policies.stream().anyMatch(Policy::allows);
		this.lints.errors(new AppPolicies(policies, type.wire()))
			.stream()
			.filter((error) -> allows || !error.field().equals("policies"))
			.forEach((error) -> findings.addAll(List.of(error)));
	}

	private static String stripped(@Nullable String entered) {
		return (entered != null) ? entered.strip() : "";
	}

}

package dev.postern.servers;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.evaluation.EvaluationContext;
import dev.postern.servers.checks.ExternalHostname;
import dev.postern.servers.checks.HostnameChecks;
import dev.postern.servers.checks.InputProblems;
import dev.postern.servers.checks.LoginUser;
import dev.postern.servers.checks.ServiceAddress;
import dev.postern.servers.checks.SessionDuration;
import dev.postern.servers.policies.AppPolicies;
import dev.postern.servers.references.GroupReferenceChecks;
import dev.postern.servers.references.TokenReferenceChecks;
import dev.postern.servers.risks.PolicyLints;
import dev.postern.servers.tags.ServerTags;
import dev.postern.tunnels.KnownTunnel;
import dev.postern.tunnels.Tunnels;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.stereotype.Component;

/** Turns what somebody entered into what is wanted, or says all that is wrong with it. */
@Component
class ServerChecks {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

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
		InputProblems problems = new InputProblems();
		Optional<ServerRecord> present = Optional.ofNullable(existing)
			.flatMap((id) -> this.records.findById(id.value()));
		Optional<String> name = name(draft.name(), existing, problems);
		Optional<HostnameChecks.ZonedHostname> hostname = hostname(draft.hostname(), present, problems);
		Optional<TunnelId> tunnel = tunnel(draft.tunnelId(), present, problems);
		Optional<String> service = service(draft.service(), problems);
		Optional<String> loginUser = loginUser(draft.loginUser(), problems);
		Optional<ApplicationType> type = applicationType(draft.applicationType(), problems);
		Optional<Duration> session = SessionDuration.check(Objects.requireNonNullElse(draft.sessionDuration(), "24h"),
				problems);
		Optional<String> description = description(draft.description(), problems);
		Optional<List<String>> tags = ServerTags.check(Objects.requireNonNullElse(draft.tags(), List.of()), problems);
		Optional<List<Policy>> policies = policies(draft.policies(), type, problems);
		problems.throwIfAny();
		boolean enforce = Boolean.TRUE.equals(draft.enforceAtConnector());
		return new ServerSpec(name.orElseThrow(), hostname.orElseThrow().hostname(), hostname.orElseThrow().zone(),
				tunnel.orElseThrow(), service.orElseThrow(), loginUser.orElseThrow(), type.orElseThrow(),
				session.orElseThrow(), enforce, description.orElseThrow(), tags.orElseThrow(), policies.orElseThrow());
	}

	private Optional<String> name(@Nullable String entered, @Nullable ServerId existing, InputProblems problems) {
		String name = stripped(entered);
		if (name.isEmpty()) {
			return problems.reject("name", entered, "name.missing");
		}
		if (!NAME.matcher(name).matches()) {
			return problems.reject("name", entered, "name.characters");
		}
		if (ExternalHostname.matches(name, (hostname) -> this.tunnels.zoneFor(hostname).isPresent())) {
			return problems.reject("name", entered, "name.public");
		}
		Optional<ServerRecord> other = this.records.findByName(name).filter((record) -> !record.id().equals(existing));
		if (other.isPresent()) {
			return problems.reject("name", entered, other.get().retired() ? "name.being-removed" : "name.taken");
		}
		return Optional.of(name);
	}

	private Optional<HostnameChecks.ZonedHostname> hostname(@Nullable String entered, Optional<ServerRecord> present,
			InputProblems problems) {
		HostnameChecks.ZonedHostname kept = present
			.map((record) -> new HostnameChecks.ZonedHostname(record.hostname(), record.zone()))
			.orElse(null);
		ServerId existing = present.map(ServerRecord::id).orElse(null);
		return this.hostnames.check(entered, this.properties.allowDeepHostnames(), kept, problems)
			.filter((zoned) -> isFree(zoned.hostname(), entered, existing, problems));
	}

	private boolean isFree(Hostname hostname, @Nullable String entered, @Nullable ServerId existing,
			InputProblems problems) {
		Optional<ServerRecord> other = this.records.findByHostname(hostname.value())
			.filter((record) -> !record.id().equals(existing));
		other.ifPresent((record) -> problems.reject("hostname", entered,
				record.retired() ? "hostname.being-removed" : "hostname.taken"));
		return other.isEmpty();
	}

	/** As with the hostname, what the server has already is not asked about again. */
	private Optional<TunnelId> tunnel(@Nullable String entered, Optional<ServerRecord> present,
			InputProblems problems) {
		String text = stripped(entered);
		if (text.isEmpty()) {
			return problems.reject("tunnelId", entered, "tunnel.missing");
		}
		TunnelId id;
		try {
			id = TunnelId.of(text);
		}
		catch (IllegalArgumentException ex) {
			return problems.reject("tunnelId", entered, "tunnel.malformed");
		}
		if (present.map(ServerRecord::tunnel).filter(id::equals).isPresent()) {
			return Optional.of(id);
		}
		Optional<KnownTunnel> tunnel = this.tunnels.find(id);
		if (tunnel.isEmpty()) {
			return problems.reject("tunnelId", entered, "tunnel.unknown");
		}
		if (tunnel.get().deleted()) {
			return problems.reject("tunnelId", entered, "tunnel.deleted", tunnel.get().name());
		}
		if (!tunnel.get().remotelyManaged()) {
			return problems.reject("tunnelId", entered, "tunnel.locally-managed", tunnel.get().name());
		}
		return Optional.of(id);
	}

	private static Optional<String> service(@Nullable String entered, InputProblems problems) {
		String service = stripped(entered);
		if (service.isEmpty()) {
			return problems.reject("service", entered, "service.missing");
		}
		Optional<String> problem = ServiceAddress.problem(service);
		return problem.isPresent() ? problems.reject("service", entered, problem.get()) : Optional.of(service);
	}

	private static Optional<String> loginUser(@Nullable String entered, InputProblems problems) {
		String user = stripped(entered);
		if (user.isEmpty()) {
			return problems.reject("loginUser", entered, "login-user.missing");
		}
		return LoginUser.check(user, "loginUser", Objects.requireNonNull(entered), problems);
	}

	private static Optional<ApplicationType> applicationType(@Nullable String entered, InputProblems problems) {
		try {
			return Optional.of((entered != null) ? ApplicationType.of(entered) : ApplicationType.SSH);
		}
		catch (IllegalArgumentException ex) {
			return problems.reject("applicationType", entered, "application-type.unknown");
		}
	}

	private static Optional<String> description(@Nullable String entered, InputProblems problems) {
		String description = stripped(entered);
		if (PlainText.breaks(description)) {
			return problems.reject("description", entered, "description.characters");
		}
		if (description.length() > LONGEST_DESCRIPTION) {
			return problems.reject("description", entered, "description.length", description.length());
		}
		return Optional.of(description);
	}

	private Optional<List<Policy>> policies(@Nullable JsonNode entered, Optional<ApplicationType> type,
			InputProblems problems) {
		if (entered == null || entered.isNull()) {
			return problems.reject("policies", "", "policies.none-allows");
		}
		List<Policy> policies;
		try {
			policies = PolicyCodec.read(entered);
		}
		catch (InvalidInput ex) {
			problems.addAll(ex.problems().stream().map((problem) -> problem.under("policies")).toList());
			return Optional.empty();
		}
		this.groups.check(policies, problems);
		this.tokens.check(policies, problems);
		if (policies.stream().noneMatch(Policy::allows)) {
			problems.reject("policies", "", "policies.none-allows");
		}
		type.ifPresent((known) -> decisions(policies, known, problems));
		return Optional.of(policies);
	}

	/** Where Cloudflare takes a bypass, the server would stand open to the internet. */
	private void decisions(List<Policy> policies, ApplicationType type, InputProblems problems) {
		for (int i = 0; i < policies.size(); i++) {
			Decision decision = policies.get(i).decision();
			if (decision == Decision.BYPASS && !EvaluationContext.of(type.wire()).ignores(decision)) {
				problems.reject("policies[%d].decision".formatted(i), decision.wire(), "policies.bypass");
			}
		}
		boolean allows = policies.stream().anyMatch(Policy::allows);
		this.lints.errors(new AppPolicies(policies, type.wire()))
			.stream()
			.filter((error) -> allows || !error.field().equals("policies"))
			.forEach((error) -> problems.addAll(List.of(error)));
	}

	private static String stripped(@Nullable String entered) {
		return (entered != null) ? entered.strip() : "";
	}

}

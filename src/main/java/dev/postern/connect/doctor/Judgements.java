package dev.postern.connect.doctor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.connect.doctor.EdgeAnswer.Answered;
import dev.postern.kernel.Hostname;
import dev.postern.reconcile.ServerSight;
import dev.postern.servers.Server;
import dev.postern.tunnels.RunningConnector;
import dev.postern.tunnels.TunnelHealth;
import org.jspecify.annotations.Nullable;

/** Says of each stage but the last what the facts mean. Pure. */
final class Judgements {

	private static final int UNROUTED = 1033;

	private static final int UNMATCHED = 1043;

	private Judgements() {
	}

	static StageFinding dns(Server server, ServerSight.DnsState dns, String tunnel) {
		Hostname hostname = server.spec().hostname();
		if (server.retired()) {
			return StageFinding.failed(switch (dns) {
				case MISSING -> "removing-hidden";
				case NOT_KNOWN -> "removing-not-known";
				case STANDS, NOT_PROXIED, ELSEWHERE, FOREIGN -> "removing";
			}, hostname);
		}
		return switch (dns) {
			case STANDS -> StageFinding.ok("ok", hostname, tunnel);
			case NOT_PROXIED -> StageFinding.failed("not-proxied", hostname);
			case ELSEWHERE -> StageFinding.failed("elsewhere", hostname, tunnel);
			case FOREIGN -> StageFinding.failed("foreign", hostname);
			case MISSING -> StageFinding.failed("missing", hostname);
			case NOT_KNOWN -> StageFinding.notKnown("not-known", hostname);
		};
	}

	static StageFinding edge(Hostname hostname, EdgeAnswer answer) {
		return switch (answer) {
			case Answered answered when answered.byCloudflare() -> StageFinding.ok("ok", hostname, answered.status());
			case Answered answered -> StageFinding.failed("not-cloudflare", hostname, answered.status());
			case EdgeAnswer.NoSuchHost _ -> StageFinding.failed("no-host", hostname);
			case EdgeAnswer.NotPublic _ -> StageFinding.failed("not-public", hostname);
			case EdgeAnswer.LookupLate _ -> StageFinding.notKnown("lookup-late", hostname);
			case EdgeAnswer.NoWayOut _ -> StageFinding.notKnown("no-way-out", hostname);
			case EdgeAnswer.Silent silent -> switch (silent.reason()) {
				case TIMEOUT -> StageFinding.failed("timeout", hostname);
				case REFUSED -> StageFinding.failed("refused", hostname);
				case TLS -> StageFinding.failed("tls", hostname);
				case NOT_HTTP -> StageFinding.failed("not-http", hostname);
			};
		};
	}

	/**
	 * Whether our application asks who comes.
	 * @param sight {@code null} when Cloudflare does not tell
	 */
	static StageFinding access(Hostname hostname, EdgeAnswer answer, @Nullable ServerSight sight) {
		Optional<StageFinding> wrong = (sight != null) ? application(hostname, sight.application()) : Optional.empty();
		if (wrong.isPresent()) {
			return wrong.get();
		}
		if (!(answer instanceof Answered answered)) {
			return StageFinding.notKnown("not-known", hostname);
		}
		LoginRedirect redirect = answered.redirect();
		if (redirect == null || !redirect.isLogin()) {
			return notAsked(hostname, answered);
		}
		String team = (sight != null) ? sight.teamDomain() : null;
		String aud = (sight != null) ? sight.aud() : null;
		if (team == null || aud == null) {
			return StageFinding.notKnown("not-known", hostname);
		}
		if (!redirect.isOfTeam(team)) {
			return StageFinding.failed("other-team", hostname, redirect.host(), team);
		}
		return redirect.isFor(aud, hostname) ? StageFinding.ok("ok", hostname, team)
				: StageFinding.failed("other-application", hostname, team);
	}

	/** What is wrong with the application, as far as that is known. */
	private static Optional<StageFinding> application(Hostname hostname, ServerSight.AppState state) {
		return switch (state) {
			case FOREIGN -> Optional.of(StageFinding.failed("foreign", hostname));
			case UNGUARDED -> Optional.of(StageFinding.failed("unguarded", hostname));
			case MISSING -> Optional.of(StageFinding.failed("missing", hostname));
			case STANDS, NOT_KNOWN -> Optional.empty();
		};
	}

	private static StageFinding notAsked(Hostname hostname, Answered answered) {
		Integer error = answered.error();
		if (error != null && error == UNMATCHED) {
			return StageFinding.failed("unmatched", hostname);
		}
		if (error != null && error == UNROUTED) {
			return StageFinding.failed("open-and-down", hostname, answered.status());
		}
		return StageFinding.failed((answered.redirect() != null) ? "leads-elsewhere" : "not-asked", hostname,
				answered.status());
	}

	/**
	 * Whether connectors run.
	 * @param health {@code null} when Cloudflare does not tell
	 */
	static StageFinding tunnel(@Nullable TunnelHealth health, boolean known, String name) {
		if (!known) {
			return StageFinding.failed("gone", name);
		}
		if (health == null) {
			return StageFinding.notKnown("not-known", name);
		}
		if (health.tunnel().deleted()) {
			return StageFinding.failed("gone", name);
		}
		int count = health.connectors().size();
		return switch (health.tunnel().status()) {
			case HEALTHY -> StageFinding.ok("ok", name, count, versions(health.connectors()));
			case DEGRADED -> StageFinding.ok("weak", name, count, versions(health.connectors()));
			case DOWN -> StageFinding.failed("down", name);
			case INACTIVE -> StageFinding.failed("never-ran", name);
			case UNKNOWN -> StageFinding.notKnown("not-known", name);
		};
	}

	private static String versions(List<RunningConnector> connectors) {
		return connectors.stream()
			.map(RunningConnector::version)
			.filter((version) -> !version.isEmpty())
			.distinct()
			.sorted()
			.collect(Collectors.joining(", "));
	}

	/**
	 * Whether all connectors have the configuration that brought the rule.
	 * @param rule its number; {@code null} when that is long ago
	 */
	static StageFinding connector(@Nullable TunnelHealth health, @Nullable Integer rule) {
		if (health == null || !health.tunnel().remotelyManaged() || health.connectors().isEmpty()) {
			return StageFinding.notKnown("not-known");
		}
		List<Integer> versions = health.connectors()
			.stream()
			.map(RunningConnector::configVersion)
			.filter(Objects::nonNull)
			.toList();
		if (rule == null) {
			return StageFinding.ok("old", health.connectors().size());
		}
		long behind = versions.stream().filter((version) -> version < rule).count();
		if (behind > 0) {
			return StageFinding.failed("behind", behind, health.connectors().size(), rule);
		}
		return (versions.size() == health.connectors().size()) ? StageFinding.ok("ok", versions.size(), rule)
				: StageFinding.notKnown("not-known");
	}

	static StageFinding rule(Server server, @Nullable ServerSight sight) {
		Hostname hostname = server.spec().hostname();
		if (sight == null) {
			return StageFinding.notKnown("not-known", hostname);
		}
		return switch (sight.rule()) {
			case OURS -> StageFinding.ok("ok", hostname, server.spec().service(), sight.configVersion());
			case ELSEWHERE -> StageFinding.failed("elsewhere", hostname, server.spec().service());
			case TAKEN ->
				StageFinding.failed(sight.taker().isEmpty() ? "taken-by-all" : "taken", hostname, sight.taker());
			case MISSING -> StageFinding.failed("missing", hostname);
			case IN_FILE -> StageFinding.failed("in-file", hostname);
			case TUNNEL_GONE -> StageFinding.failed("tunnel-gone", hostname);
			case NOT_KNOWN -> StageFinding.notKnown("not-known", hostname);
		};
	}

	/**
	 * What can be said of the server behind the connector without being there.
	 * @param hostnames those that lead through Cloudflare themselves
	 */
	static StageFinding origin(Origin origin, Set<String> hostnames) {
		if (hostnames.contains(origin.host())) {
			return StageFinding.failed("loop", origin.service());
		}
		return StageFinding.notKnown(origin.isOwnMachine() ? "own-machine" : "not-seen", origin.service());
	}

}

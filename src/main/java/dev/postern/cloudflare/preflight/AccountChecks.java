package dev.postern.cloudflare.preflight;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareException.Unauthorized;
import dev.postern.cloudflare.CloudflareProperties;
import dev.postern.cloudflare.Credentials;
import dev.postern.cloudflare.PermissionProbes;
import dev.postern.cloudflare.PermissionProbes.VerifiedToken;
import dev.postern.cloudflare.model.Zone;
import dev.postern.cloudflare.preflight.Finding.State;
import dev.postern.cloudflare.preflight.Findings.Answer;
import dev.postern.cloudflare.preflight.Findings.Part;
import org.jspecify.annotations.Nullable;

/** Checks the credentials, the account, its zones and its tunnels. */
class AccountChecks {

	private static final Part TOKEN = new Part("token", "API token", true);

	private static final Part TOKEN_EXPIRY = new Part("token-expiry", "API token", false);

	private static final Part GLOBAL_KEY = new Part("global-key", "API token", false);

	private static final Part ACCOUNT = new Part("account", "Account Settings Read", true);

	private static final Part ZONES = new Part("zones", "Zone Read", true);

	private static final Part DNS_READ = new Part("dns-read", "DNS Write", true);

	private static final Part TUNNELS_READ = new Part("tunnels-read", "Cloudflare Tunnel Write", true);

	private static final Duration SOON = Duration.ofDays(14);

	private static final int MOST_ZONES = 5;

	private final CloudflareProperties properties;

	private final PermissionProbes probes;

	private final Cloudflare cloudflare;

	private final Clock clock;

	AccountChecks(CloudflareProperties properties, PermissionProbes probes, Cloudflare cloudflare, Clock clock) {
		this.properties = properties;
		this.probes = probes;
		this.cloudflare = cloudflare;
		this.clock = clock;
	}

	/** Whether the credentials live and belong to the account. */
	void credentials(Findings findings) {
		switch (this.properties.credentials()) {
			case Credentials.Token token -> token(findings);
			case Credentials.GlobalKey key -> findings.add(GLOBAL_KEY, State.MISSING, key.email());
		}
		if (findings.noneIsTrouble()) {
			findings.ask(ACCOUNT, this::account);
		}
	}

	/** Whether zones, their records and tunnels can be read. */
	void permissions(Findings findings) {
		findings.ask(TUNNELS_READ, () -> {
			this.probes.readTunnels();
			return Answer.good("");
		});
		List<Zone> active = zones(findings);
		if (!active.isEmpty()) {
			findings.ask(DNS_READ, () -> readRecords(active));
		}
	}

	private void token(Findings findings) {
		findings.ask(TOKEN, () -> {
			VerifiedToken token = this.probes.verifyToken();
			@Nullable Instant end = token.expiresAt();
			String status = token.status();
			if (!status.equals("active")) {
				return Answer.bad(status);
			}
			if (end != null) {
				boolean soon = end.isBefore(this.clock.instant().plus(SOON));
				findings.add(TOKEN_EXPIRY, soon ? State.MISSING : State.OK, end.toString());
			}
			return Answer.good(status);
		});
	}

	/** A token without the permission for the account's name still proves the account. */
	private Answer account() {
		try {
			return Answer.good(this.probes.readAccountName());
		}
		catch (Unauthorized ex) {
			this.probes.readTunnels();
			return Answer.good("");
		}
	}

	private List<Zone> zones(Findings findings) {
		try {
			List<Zone> active = this.cloudflare.zones().stream().filter(Zone::active).toList();
			String names = active.stream().map((zone) -> zone.name().value()).collect(Collectors.joining(", "));
			findings.add(ZONES, active.isEmpty() ? State.MISSING : State.OK, names);
			return active;
		}
		catch (CloudflareException problem) {
			findings.add(ZONES, problem);
			return List.of();
		}
	}

	private Answer readRecords(List<Zone> zones) {
		for (Zone zone : zones.subList(0, Math.min(MOST_ZONES, zones.size()))) {
			this.probes.readDnsRecords(zone.id());
		}
		return Answer.good("");
	}

}

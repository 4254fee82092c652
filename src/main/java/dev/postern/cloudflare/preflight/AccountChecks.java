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
import dev.postern.cloudflare.preflight.CheckResult.State;
import dev.postern.cloudflare.preflight.CheckResults.Check;
import dev.postern.cloudflare.preflight.CheckResults.Probed;
import org.jspecify.annotations.Nullable;

/** Checks the credentials, the account, its zones and its tunnels. */
class AccountChecks {

	private static final Check TOKEN = new Check("token", "API token", true);

	private static final Check TOKEN_EXPIRY = new Check("token-expiry", "API token", false);

	private static final Check GLOBAL_KEY = new Check("global-key", "API token", false);

	private static final Check ACCOUNT = new Check("account", "Account Settings Read", true);

	private static final Check ZONES = new Check("zones", "Zone Read", true);

	private static final Check DNS_READ = new Check("dns-read", "DNS Write", true);

	private static final Check TUNNELS_READ = new Check("tunnels-read", "Cloudflare Tunnel Write", true);

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
	void credentials(CheckResults results) {
		switch (this.properties.credentials()) {
			case Credentials.Token token -> token(results);
			case Credentials.GlobalKey key -> results.add(GLOBAL_KEY, State.MISSING, key.email());
		}
		if (results.nothingNeededFails()) {
			results.check(ACCOUNT, this::account);
		}
	}

	/** Whether zones, their records and tunnels can be read. */
	void permissions(CheckResults results) {
		results.check(TUNNELS_READ, () -> {
			this.probes.readTunnels();
			return Probed.good("");
		});
		List<Zone> active = zones(results);
		if (!active.isEmpty()) {
			results.check(DNS_READ, () -> readRecords(active));
		}
	}

	private void token(CheckResults results) {
		results.check(TOKEN, () -> {
			VerifiedToken token = this.probes.verifyToken();
			@Nullable Instant end = token.expiresAt();
			String status = token.status();
			if (!status.equals("active")) {
				return Probed.bad(status);
			}
			if (end != null) {
				boolean soon = end.isBefore(this.clock.instant().plus(SOON));
				results.add(TOKEN_EXPIRY, soon ? State.MISSING : State.OK, end.toString());
			}
			return Probed.good(status);
		});
	}

	/** A token without the permission for the account's name still proves the account. */
	private Probed account() {
		try {
			return Probed.good(this.probes.readAccountName());
		}
		catch (Unauthorized ex) {
			this.probes.readTunnels();
			return Probed.good("");
		}
	}

	private List<Zone> zones(CheckResults results) {
		try {
			List<Zone> active = this.cloudflare.zones().stream().filter(Zone::active).toList();
			String names = active.stream().map((zone) -> zone.name().value()).collect(Collectors.joining(", "));
			results.add(ZONES, active.isEmpty() ? State.MISSING : State.OK, names);
			return active;
		}
		catch (CloudflareException problem) {
			results.add(ZONES, problem);
			return List.of();
		}
	}

	private Probed readRecords(List<Zone> zones) {
		for (Zone zone : zones.subList(0, Math.min(MOST_ZONES, zones.size()))) {
			this.probes.readDnsRecords(zone.id());
		}
		return Probed.good("");
	}

}

package dev.postern.servers.checks;

import java.util.Optional;
import java.util.stream.Collectors;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ZoneId;
import dev.postern.tunnels.Catalogue;
import dev.postern.tunnels.KnownZone;
import dev.postern.tunnels.Tunnels;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Checks whether a hostname can be a server's: its form and its zone.
 */
@Component
public class HostnameChecks {

	private static final String FIELD = "hostname";

	/** Longer domains are refused by Access, although DNS would take them. */
	private static final int LONGEST = 63;

	private final Tunnels tunnels;

	HostnameChecks(Tunnels tunnels) {
		this.tunnels = tunnels;
	}

	/**
	 * Finds the zone that a hostname lies in.
	 * @param deep whether it may have more than one label in front of the zone's name
	 */
	public Optional<Placed> check(@Nullable String entered, boolean deep, Findings findings) {
		return parse(entered, findings).flatMap((hostname) -> place(hostname, entered, deep, findings));
	}

	private Optional<Hostname> parse(@Nullable String entered, Findings findings) {
		String text = (entered != null) ? entered.strip() : "";
		if (text.isEmpty()) {
			return findings.found(FIELD, entered, "hostname.missing");
		}
		if (text.contains("*")) {
			return findings.found(FIELD, entered, "hostname.wildcard");
		}
		try {
			Hostname hostname = Hostname.of(text);
			int length = hostname.value().length();
			return (length <= LONGEST) ? Optional.of(hostname)
					: findings.found(FIELD, entered, "hostname.length", length);
		}
		catch (IllegalArgumentException ex) {
			return findings.found(FIELD, entered, "hostname.malformed");
		}
	}

	private Optional<Placed> place(Hostname hostname, @Nullable String entered, boolean deep, Findings findings) {
		Optional<KnownZone> zone = this.tunnels.zoneFor(hostname);
		if (zone.isEmpty()) {
			return elsewhere(hostname, entered, findings);
		}
		int labels = hostname.labelsBelow(zone.get().name());
		if (labels == 0) {
			return findings.found(FIELD, entered, "hostname.apex");
		}
		if (labels > 1 && !deep) {
			return findings.found(FIELD, entered, "hostname.deep", zone.get().name());
		}
		return Optional.of(new Placed(hostname, zone.get().id()));
	}

	private Optional<Placed> elsewhere(Hostname hostname, @Nullable String entered, Findings findings) {
		Catalogue catalogue = this.tunnels.catalogue();
		Optional<KnownZone> waiting = catalogue.zones().stream().filter((zone) -> hostname.isIn(zone.name())).findAny();
		if (waiting.isPresent()) {
			return findings.found(FIELD, entered, "hostname.zone-inactive", waiting.get().name());
		}
		String zones = catalogue.zones()
			.stream()
			.filter(KnownZone::active)
			.map((zone) -> zone.name().value())
			.collect(Collectors.joining(", "));
		return findings.found(FIELD, entered, "hostname.zone", zones);
	}

	/** A hostname with the zone it lies in. */
	public record Placed(Hostname hostname, ZoneId zone) {
	}

}

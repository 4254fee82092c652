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
	 * Finds the zone that a hostname lies in. A hostname that the server has already is
	 * not asked about again: whatever has become of its zone, an edit of something else
	 * must not fail on it.
	 * @param deep whether it may have more than one label in front of the zone's name
	 * @param present what the server has; {@code null} for a new one
	 */
	public Optional<ZonedHostname> check(@Nullable String entered, boolean deep, @Nullable ZonedHostname present,
			InputProblems problems) {
		return parse(entered, problems).flatMap((hostname) -> (present != null && present.hostname().equals(hostname))
				? Optional.of(present) : place(hostname, entered, deep, problems));
	}

	private Optional<Hostname> parse(@Nullable String entered, InputProblems problems) {
		String text = (entered != null) ? entered.strip() : "";
		if (text.isEmpty()) {
			return problems.reject(FIELD, entered, "hostname.missing");
		}
		if (text.contains("*")) {
			return problems.reject(FIELD, entered, "hostname.wildcard");
		}
		try {
			Hostname hostname = Hostname.of(text);
			if (!hostname.isWellEncoded()) {
				return problems.reject(FIELD, entered, "hostname.punycode");
			}
			int length = hostname.value().length();
			return (length <= LONGEST) ? Optional.of(hostname)
					: problems.reject(FIELD, entered, "hostname.length", length);
		}
		catch (IllegalArgumentException ex) {
			return unreadable(text, entered, problems);
		}
	}

	/**
	 * What others would take for a name is told, so that a slip of the keyboard shows.
	 */
	private static Optional<Hostname> unreadable(String text, @Nullable String entered, InputProblems problems) {
		Optional<Hostname> other = Hostname.inAnySpelling(text);
		return other.isPresent() ? problems.reject(FIELD, entered, "hostname.other-name", other.get())
				: problems.reject(FIELD, entered, "hostname.malformed");
	}

	private Optional<ZonedHostname> place(Hostname hostname, @Nullable String entered, boolean deep,
			InputProblems problems) {
		Optional<KnownZone> zone = this.tunnels.zoneFor(hostname);
		if (zone.isEmpty()) {
			return outsideActiveZones(hostname, entered, problems);
		}
		if (zone.get().paused()) {
			return problems.reject(FIELD, entered, "hostname.zone-paused", zone.get().name());
		}
		if (zone.get().secondary()) {
			return problems.reject(FIELD, entered, "hostname.zone-secondary", zone.get().name());
		}
		int labels = hostname.labelsBelow(zone.get().name());
		if (labels == 0) {
			return problems.reject(FIELD, entered, "hostname.apex");
		}
		if (labels > 1 && !deep) {
			return problems.reject(FIELD, entered, "hostname.deep", zone.get().name());
		}
		return Optional.of(new ZonedHostname(hostname, zone.get().id()));
	}

	private Optional<ZonedHostname> outsideActiveZones(Hostname hostname, @Nullable String entered,
			InputProblems problems) {
		Catalogue catalogue = this.tunnels.catalogue();
		Optional<KnownZone> waiting = catalogue.zones().stream().filter((zone) -> hostname.isIn(zone.name())).findAny();
		if (waiting.isPresent()) {
			return problems.reject(FIELD, entered, "hostname.zone-inactive", waiting.get().name());
		}
		String zones = catalogue.zones()
			.stream()
			.filter(KnownZone::active)
			.map((zone) -> zone.name().value())
			.collect(Collectors.joining(", "));
		return problems.reject(FIELD, entered, "hostname.zone", zones);
	}

	/** A hostname with the zone it lies in. */
	public record ZonedHostname(Hostname hostname, ZoneId zone) {
	}

}

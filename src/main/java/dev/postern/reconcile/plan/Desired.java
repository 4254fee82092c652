package dev.postern.reconcile.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;

/**
 * Everything that one tunnel shall make reachable.
 *
 * @param teamName the organization's label, which connectors need to check tokens
 * @param servers by hostname
 */
public record Desired(TunnelId tunnel, String teamName, SortedMap<Hostname, Wanted> servers) {

	public Desired {
		servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
	}

	public static Desired of(TunnelId tunnel, String teamName, Collection<Wanted> servers) {
		TreeMap<Hostname, Wanted> byHostname = new TreeMap<>();
		for (Wanted wanted : servers) {
			if (byHostname.put(wanted.hostname(), wanted) != null) {
				throw new IllegalArgumentException("wanted twice: " + wanted.hostname());
			}
		}
		return new Desired(tunnel, teamName, byHostname);
	}

	/** The same with a server added, or put in place of what it was. */
	public Desired with(Wanted wanted) {
		TreeMap<Hostname, Wanted> changed = new TreeMap<>(this.servers);
		changed.values().removeIf((other) -> other.server().equals(wanted.server()));
		changed.put(wanted.hostname(), wanted);
		return new Desired(this.tunnel, this.teamName, changed);
	}

	/** The same without a hostname. */
	public Desired without(Hostname hostname) {
		TreeMap<Hostname, Wanted> changed = new TreeMap<>(this.servers);
		changed.remove(hostname);
		return new Desired(this.tunnel, this.teamName, changed);
	}

}

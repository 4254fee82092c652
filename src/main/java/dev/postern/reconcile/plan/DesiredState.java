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
public record DesiredState(TunnelId tunnel, String teamName, SortedMap<Hostname, DesiredServer> servers) {

	public DesiredState {
		servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
	}

	public static DesiredState of(TunnelId tunnel, String teamName, Collection<DesiredServer> servers) {
		TreeMap<Hostname, DesiredServer> byHostname = new TreeMap<>();
		for (DesiredServer wanted : servers) {
			if (byHostname.put(wanted.hostname(), wanted) != null) {
				throw new IllegalArgumentException("wanted twice: " + wanted.hostname());
			}
		}
		return new DesiredState(tunnel, teamName, byHostname);
	}

	/** The same with a server added, or put in place of what it was. */
	public DesiredState with(DesiredServer wanted) {
		TreeMap<Hostname, DesiredServer> changed = new TreeMap<>(this.servers);
		changed.values().removeIf((other) -> other.server().equals(wanted.server()));
		changed.put(wanted.hostname(), wanted);
		return new DesiredState(this.tunnel, this.teamName, changed);
	}

	/** The same without a hostname. */
	public DesiredState without(Hostname hostname) {
		TreeMap<Hostname, DesiredServer> changed = new TreeMap<>(this.servers);
		changed.remove(hostname);
		return new DesiredState(this.tunnel, this.teamName, changed);
	}

}

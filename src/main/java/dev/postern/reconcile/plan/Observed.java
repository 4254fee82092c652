package dev.postern.reconcile.plan;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;

/**
 * What stands at Cloudflare, complete, as far as it touches one tunnel's hostnames.
 *
 * @param applications those that concern a hostname that is wanted or ours
 * @param records those at such a hostname, of every type
 * @param ourRules the hostnames whose rules in this tunnel are ours, and for which server
 */
public record Observed(TunnelId tunnel, Ingress ingress, List<ObservedApp> applications, List<ObservedRecord> records,
		SortedMap<Hostname, ServerId> ourRules) {

	public Observed {
		applications = List.copyOf(applications);
		records = List.copyOf(records);
		ourRules = Collections.unmodifiableSortedMap(new TreeMap<>(ourRules));
	}

	List<ObservedApp> applicationsFor(Hostname hostname) {
		return this.applications.stream().filter((app) -> app.concerns(hostname)).toList();
	}

	List<ObservedRecord> recordsAt(Hostname hostname) {
		return this.records.stream().filter((dns) -> dns.hostname().equals(hostname)).toList();
	}

}

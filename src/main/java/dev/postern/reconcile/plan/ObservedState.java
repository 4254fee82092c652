package dev.postern.reconcile.plan;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.TunnelId;
import tools.jackson.databind.JsonNode;

/**
 * What stands at Cloudflare, as far as it touches one tunnel's hostnames: complete but
 * for zones that it does not let us read.
 *
 * @param applications those that concern a hostname that is wanted or ours
 * @param records those at such a hostname, of every type
 * @param ownedRules the hostnames that we have written a rule for in this tunnel
 * @param unreadable the hostnames in zones that could not be read
 */
public record ObservedState(TunnelId tunnel, Ingress ingress, List<ObservedApp> applications,
		List<ObservedRecord> records, SortedMap<Hostname, OwnedRule> ownedRules,
		SortedMap<Hostname, UnreadableHostname> unreadable) {

	public ObservedState {
		applications = List.copyOf(applications);
		records = List.copyOf(records);
		ownedRules = Collections.unmodifiableSortedMap(new TreeMap<>(ownedRules));
		unreadable = Collections.unmodifiableSortedMap(new TreeMap<>(unreadable));
	}

	/** Whether a rule of ours stands for the hostname. */
	public boolean isRouted(Hostname hostname) {
		return ourPosition(hostname).isPresent();
	}

	/** Which of the rules are ours. */
	SortedMap<Integer, Hostname> ourPositions() {
		TreeMap<Integer, Hostname> positions = new TreeMap<>();
		this.ownedRules.keySet()
			.forEach((hostname) -> ourPosition(hostname).ifPresent((position) -> positions.put(position, hostname)));
		return positions;
	}

	/** All rules but ours for the hostname. */
	List<JsonNode> rulesBesideOurs(Hostname hostname) {
		List<JsonNode> rules = this.ingress.rules();
		ourPosition(hostname).ifPresent(rules::remove);
		return rules;
	}

	/**
	 * Nothing marks a rule as ours. We never write a path; of several rules without one
	 * ours is that which leads where we have led it.
	 */
	private OptionalInt ourPosition(Hostname hostname) {
		OwnedRule written = this.ownedRules.get(hostname);
		return (written != null) ? this.ingress.position(hostname, written.service()) : OptionalInt.empty();
	}

	List<ObservedApp> applicationsFor(Hostname hostname) {
		return this.applications.stream().filter((app) -> app.concerns(hostname)).toList();
	}

	List<ObservedRecord> recordsAt(Hostname hostname) {
		return this.records.stream().filter((dns) -> dns.hostname().equals(hostname)).toList();
	}

}

package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Works our rules into a tunnel's configuration. Every other rule, their order and every
 * other setting come out as they went in (I2).
 */
final class IngressMerge {

	private final Ingress ingress;

	private final SortedMap<Hostname, Route> wanted;

	private final Map<Hostname, ServerId> unwanted;

	private final List<Entry> before = new ArrayList<>();

	private final List<Entry> after = new ArrayList<>();

	private final Map<Hostname, JsonNode> standing = new HashMap<>();

	private final Map<Hostname, JsonNode> placed = new HashMap<>();

	private IngressMerge(ObservedState observed, SortedMap<Hostname, Route> wanted, Map<Hostname, ServerId> unwanted) {
		this.ingress = observed.ingress();
		this.wanted = wanted;
		this.unwanted = unwanted;
		Map<Integer, Hostname> ours = observed.ourPositions();
		for (JsonNode rule : this.ingress.rules()) {
			Hostname hostname = ours.get(this.before.size());
			boolean concerned = hostname != null && (wanted.containsKey(hostname) || unwanted.containsKey(hostname));
			this.before.add(new Entry(concerned ? hostname : null, rule));
		}
	}

	/**
	 * Works the wanted rules in and the unwanted ones out.
	 * @return empty when the document stands as it should
	 */
	static Optional<Change.ReplaceIngress> merge(ObservedState observed, SortedMap<Hostname, Route> wanted,
			Map<Hostname, ServerId> unwanted) {
		return new IngressMerge(observed, wanted, unwanted).result();
	}

	private Optional<Change.ReplaceIngress> result() {
		carryOver();
		insertMissing();
		boolean lacksCatchAll = this.after.isEmpty() || !IngressRule.isCatchAll(this.after.getLast().rule());
		if (this.after.equals(this.before) && (this.wanted.isEmpty() || !lacksCatchAll)) {
			return Optional.empty();
		}
		if (lacksCatchAll) {
			this.after.add(new Entry(null, IngressRule.notFound()));
		}
		return Optional
			.of(new Change.ReplaceIngress(this.ingress.version(), this.ingress.config(), document(), edits()));
	}

	private void carryOver() {
		for (Entry entry : this.before) {
			Hostname hostname = entry.ours();
			if (hostname == null) {
				this.after.add(entry);
				continue;
			}
			this.standing.put(hostname, entry.rule());
			Route route = this.wanted.get(hostname);
			if (route != null && firstShadowing(hostname) == this.after.size()) {
				place(hostname, route.rule(entry.rule()), this.after.size());
			}
		}
	}

	private void insertMissing() {
		this.wanted.forEach((hostname, route) -> {
			if (!this.placed.containsKey(hostname)) {
				place(hostname, route.rule(this.standing.get(hostname)), firstShadowing(hostname));
			}
		});
	}

	private void place(Hostname hostname, JsonNode rule, int index) {
		this.after.add(index, new Entry(hostname, rule));
		this.placed.put(hostname, rule);
	}

	private int firstShadowing(Hostname hostname) {
		for (int i = 0; i < this.after.size(); i++) {
			if (IngressRule.shadows(this.after.get(i).rule(), hostname)) {
				return i;
			}
		}
		return this.after.size();
	}

	private ObjectNode document() {
		ObjectNode config = this.ingress.config();
		ObjectNode document = (config != null) ? config.deepCopy() : JsonNodeFactory.instance.objectNode();
		ArrayNode ingressRules = JsonNodeFactory.instance.arrayNode();
		this.after.forEach((entry) -> ingressRules.add(entry.rule()));
		document.set("ingress", ingressRules);
		return document;
	}

	private List<RuleEdit> edits() {
		List<RuleEdit> edits = new ArrayList<>();
		this.wanted.forEach((hostname, route) -> {
			JsonNode old = this.standing.get(hostname);
			JsonNode now = this.placed.get(hostname);
			if (old == null || !old.equals(now) || moved(hostname)) {
				edits.add(new RuleEdit(route.server(), hostname, old, now, route.awaitsAudience()));
			}
		});
		this.unwanted.forEach((hostname, server) -> {
			JsonNode old = this.standing.get(hostname);
			if (old != null) {
				edits.add(new RuleEdit(server, hostname, old, null));
			}
		});
		return edits.isEmpty() ? unchanged() : edits;
	}

	/** Where only the catch-all is missing, our rules need it and stay as they are. */
	private List<RuleEdit> unchanged() {
		return this.wanted.values()
			.stream()
			.map((route) -> new RuleEdit(route.server(), route.hostname(), this.standing.get(route.hostname()),
					this.placed.get(route.hostname())))
			.toList();
	}

	/** Whether a rule that stays stands before other foreign rules than it did. */
	private boolean moved(Hostname hostname) {
		return foreignAhead(this.before, hostname) != foreignAhead(this.after, hostname);
	}

	private static long foreignAhead(List<Entry> rules, Hostname hostname) {
		return rules.stream()
			.takeWhile((entry) -> !hostname.equals(entry.ours()))
			.filter((entry) -> entry.ours() == null)
			.count();
	}

	/**
	 * A rule in its place.
	 *
	 * @param ours the hostname that it is ours for; {@code null} for one that is only
	 * carried along
	 */
	private record Entry(@Nullable Hostname ours, JsonNode rule) {
	}

	/**
	 * Where a hostname's requests shall go.
	 *
	 * @param access what the connector checks; {@code null} when it checks nothing
	 * @param awaitsAudience whether the application whose tokens it checks is not made
	 * yet
	 */
	record Route(ServerId server, Hostname hostname, String service, @Nullable ObjectNode access,
			boolean awaitsAudience) {

		JsonNode rule(@Nullable JsonNode standing) {
			return IngressRule.of(this.hostname, this.service, this.access, standing);
		}

	}

}

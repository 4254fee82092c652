package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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

	private final List<JsonNode> rules = new ArrayList<>();

	private final Map<Hostname, JsonNode> standing = new LinkedHashMap<>();

	private final SortedMap<Hostname, JsonNode> placed = new TreeMap<>();

	private IngressMerge(Ingress ingress, SortedMap<Hostname, Route> wanted, Map<Hostname, ServerId> unwanted) {
		this.ingress = ingress;
		this.wanted = wanted;
		this.unwanted = unwanted;
	}

	/**
	 * Works the wanted rules in and the unwanted ones out.
	 * @return empty when the document stands as it should
	 */
	static Optional<Change.ReplaceIngress> merge(Ingress ingress, SortedMap<Hostname, Route> wanted,
			Map<Hostname, ServerId> unwanted) {
		return new IngressMerge(ingress, wanted, unwanted).result();
	}

	private Optional<Change.ReplaceIngress> result() {
		carryOver();
		insertMissing();
		if (this.rules.equals(this.ingress.rules())) {
			return Optional.empty();
		}
		if (this.rules.isEmpty() || !IngressRule.isCatchAll(this.rules.getLast())) {
			this.rules.add(IngressRule.notFound());
		}
		return Optional
			.of(new Change.ReplaceIngress(this.ingress.version(), this.ingress.config(), document(), edits()));
	}

	private void carryOver() {
		for (JsonNode rule : this.ingress.rules()) {
			Hostname hostname = IngressRule.hostname(rule).orElse(null);
			if (hostname == null || !(this.wanted.containsKey(hostname) || this.unwanted.containsKey(hostname))) {
				this.rules.add(rule);
				continue;
			}
			boolean first = this.standing.putIfAbsent(hostname, rule) == null;
			Route route = this.wanted.get(hostname);
			if (first && route != null && firstThatSwallows(hostname) == this.rules.size()) {
				place(hostname, route.rule(rule), this.rules.size());
			}
		}
	}

	private void insertMissing() {
		this.wanted.forEach((hostname, route) -> {
			if (!this.placed.containsKey(hostname)) {
				place(hostname, route.rule(this.standing.get(hostname)), firstThatSwallows(hostname));
			}
		});
	}

	private void place(Hostname hostname, JsonNode rule, int index) {
		this.rules.add(index, rule);
		this.placed.put(hostname, rule);
	}

	private int firstThatSwallows(Hostname hostname) {
		for (int i = 0; i < this.rules.size(); i++) {
			if (IngressRule.swallows(this.rules.get(i), hostname)) {
				return i;
			}
		}
		return this.rules.size();
	}

	private ObjectNode document() {
		ObjectNode config = this.ingress.config();
		ObjectNode document = (config != null) ? config.deepCopy() : JsonNodeFactory.instance.objectNode();
		ArrayNode ingressRules = JsonNodeFactory.instance.arrayNode();
		this.rules.forEach(ingressRules::add);
		document.set("ingress", ingressRules);
		return document;
	}

	private List<RuleEdit> edits() {
		List<RuleEdit> edits = new ArrayList<>();
		List<JsonNode> before = this.ingress.rules();
		this.wanted.forEach((hostname, route) -> {
			JsonNode old = this.standing.get(hostname);
			JsonNode now = this.placed.get(hostname);
			if (old == null || !old.equals(now) || moved(before, hostname)) {
				edits.add(new RuleEdit(route.server(), hostname, old, now));
			}
		});
		this.unwanted.forEach((hostname, server) -> {
			JsonNode old = this.standing.get(hostname);
			if (old != null) {
				edits.add(new RuleEdit(server, hostname, old, null));
			}
		});
		return edits;
	}

	/** Whether a rule that stays stands before other foreign rules than it did. */
	private boolean moved(List<JsonNode> before, Hostname hostname) {
		return foreignAhead(before, hostname) != foreignAhead(this.rules, hostname);
	}

	private long foreignAhead(List<JsonNode> rules, Hostname hostname) {
		return rules.stream()
			.takeWhile((rule) -> IngressRule.hostname(rule).filter(hostname::equals).isEmpty())
			.filter((rule) -> !isOurs(rule))
			.count();
	}

	private boolean isOurs(JsonNode rule) {
		return IngressRule.hostname(rule)
			.filter((hostname) -> this.wanted.containsKey(hostname) || this.unwanted.containsKey(hostname))
			.isPresent();
	}

	/**
	 * Where a hostname's requests shall go.
	 *
	 * @param access what the connector checks; {@code null} when it checks nothing
	 */
	record Route(ServerId server, Hostname hostname, String service, @Nullable ObjectNode access) {

		JsonNode rule(@Nullable JsonNode standing) {
			return IngressRule.of(this.hostname, this.service, this.access, standing);
		}

	}

}

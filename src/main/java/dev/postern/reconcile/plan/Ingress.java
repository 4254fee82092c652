package dev.postern.reconcile.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.kernel.Hostname;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tunnel's configuration document as it stands.
 *
 * @param config with all its fields, known or not; {@code null} when there never was one
 */
public record Ingress(int version, @Nullable ObjectNode config) {

	/** What a deleted tunnel has: no rule, and no place for one. */
	public static final Ingress DELETED_TUNNEL = new Ingress(-1, null);

	/** What a tunnel has that reads its rules from a file on its own machine. */
	public static final Ingress LOCAL_FILE = new Ingress(-2, null);

	/** A configuration of which Cloudflare does not tell the rules. */
	public static final Ingress NOT_TOLD = new Ingress(-3, null);

	/** Whether the rules are known, or there are none for certain. */
	boolean isTold() {
		return !equals(LOCAL_FILE) && !equals(NOT_TOLD);
	}

	/** The rules in match order; never to be changed in place. */
	public List<JsonNode> rules() {
		List<JsonNode> rules = new ArrayList<>();
		if (this.config != null) {
			this.config.path("ingress").forEach(rules::add);
		}
		return rules;
	}

	/**
	 * Where the rule for all of a hostname stands; of several the one that leads to the
	 * service, or else the first.
	 */
	OptionalInt position(Hostname hostname, @Nullable String service) {
		List<JsonNode> rules = rules();
		List<Integer> whole = IntStream.range(0, rules.size())
			.filter((position) -> IngressRule.isWrittenFor(rules.get(position), hostname)
					&& !IngressRule.hasPath(rules.get(position)))
			.boxed()
			.toList();
		return Stream
			.concat(whole.stream().filter((position) -> IngressRule.service(rules.get(position)).equals(service)),
					whole.stream())
			.mapToInt(Integer::intValue)
			.findFirst();
	}

	/**
	 * The rule by which connectors lead the connections to a hostname: the first that
	 * matches it. Empty where none does or the rules are not known.
	 */
	public Optional<JsonNode> ruleTaking(Hostname hostname) {
		return rules().stream().filter((rule) -> IngressRule.takes(rule, hostname)).findFirst();
	}

	/** Whether a rule for all of a hostname leads to the service. */
	public boolean routesTo(Hostname hostname, String service) {
		List<JsonNode> rules = rules();
		OptionalInt position = position(hostname, service);
		return position.isPresent() && IngressRule.service(rules.get(position.getAsInt())).equals(service);
	}

}

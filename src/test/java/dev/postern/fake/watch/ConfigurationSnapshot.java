package dev.postern.fake.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.postern.fake.account.Account;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.tunnels.IngressMatcher;
import dev.postern.fake.tunnels.Tunnel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A configuration as text, so that bytes can be compared.
 *
 * @param top everything but the rules; {@code null} when there is no configuration
 */
record ConfigurationSnapshot(List<Rule> rules, @Nullable String top) {

	static ConfigurationSnapshot of(@Nullable ObjectNode config) {
		if (config == null) {
			return new ConfigurationSnapshot(List.of(), null);
		}
		List<Rule> rules = new ArrayList<>();
		for (JsonNode rule : Json.list(config, "ingress")) {
			rules.add(new Rule(Json.text(rule, "hostname", ""), rule.toString()));
		}
		return new ConfigurationSnapshot(List.copyOf(rules), Json.without(config, Set.of("ingress")).toString());
	}

	static Map<UUID, ConfigurationSnapshot> all(Account account) {
		Map<UUID, ConfigurationSnapshot> configurations = new LinkedHashMap<>();
		for (Tunnel tunnel : account.tunnels().all()) {
			if (tunnel.hasConfiguration()) {
				configurations.put(tunnel.id(), of(tunnel.current().config()));
			}
		}
		return configurations;
	}

	/** The rules here that are not among the given ones, which are a part of these. */
	List<Rule> rulesBeside(List<Rule> part) {
		List<Rule> rest = new ArrayList<>(this.rules);
		part.forEach(rest::remove);
		return rest;
	}

	/** The first of the rules that is missing here, or not in this order. */
	@Nullable Rule firstMissing(List<Rule> wanted) {
		int position = 0;
		for (Rule rule : wanted) {
			int found = this.rules.subList(position, this.rules.size()).indexOf(rule);
			if (found < 0) {
				return rule;
			}
			position += found + 1;
		}
		return null;
	}

	/** The hostnames of the rules that name exactly one. */
	static Set<String> hostnames(List<Rule> rules) {
		Set<String> hostnames = new LinkedHashSet<>();
		for (Rule rule : rules) {
			if (!rule.hostname().isEmpty() && !rule.hostname().startsWith("*")) {
				hostnames.add(rule.hostname());
			}
		}
		return hostnames;
	}

	IngressMatcher matcher() {
		ObjectNode config = Json.object();
		config.set("ingress", Json.array(this.rules.stream().map((rule) -> Json.parse(rule.text())).toList()));
		return new IngressMatcher(config);
	}

	/** One rule, byte for byte. */
	record Rule(String hostname, String text) {
	}

}

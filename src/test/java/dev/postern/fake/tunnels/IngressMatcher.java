package dev.postern.fake.tunnels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.postern.fake.kernel.DomainNames;
import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the rule that a connector takes: the first that matches. cloudflared compares a
 * rule's hostname as it is written, and once more in punycode where Go makes one of it.
 */
public final class IngressMatcher {

	private final List<Rule> rules = new ArrayList<>();

	public IngressMatcher(@Nullable JsonNode config) {
		for (JsonNode json : Json.list(config, "ingress")) {
			@Nullable String path = Json.text(json, "path");
			String written = Json.text(json, "hostname", "");
			this.rules.add(new Rule(written, DomainNames.lookedUp(written).orElse(null),
					(path == null || path.isEmpty()) ? null : Pattern.compile(path), json));
		}
	}

	/** The rule for a connection to a host, which asks for the path {@code /}. */
	public Optional<JsonNode> match(String hostname) {
		return this.rules.stream().filter((rule) -> rule.matches(hostname)).map(Rule::json).findFirst();
	}

	/**
	 * A rule with its hostname as it is compared.
	 *
	 * @param punycode {@code null} where it has no such form, as wildcards have none
	 */
	private record Rule(String written, @Nullable String punycode, @Nullable Pattern path, JsonNode json) {

		boolean matches(String host) {
			boolean any = this.written.isEmpty() || this.written.equals("*");
			boolean fits = any || fits(this.written, host) || (this.punycode != null && fits(this.punycode, host));
			return fits && (this.path == null || this.path.matcher("/").find());
		}

		private static boolean fits(String rule, String host) {
			return rule.equals(host) || (rule.startsWith("*.") && host.endsWith(rule.substring(1)));
		}

	}

}

package dev.postern.fake.tunnels;

import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the rule that a connector takes: the first that matches. */
public final class IngressMatcher {

	private final List<Rule> rules = new ArrayList<>();

	public IngressMatcher(@Nullable JsonNode config) {
		for (JsonNode json : Json.list(config, "ingress")) {
			@Nullable String path = Json.text(json, "path");
			this.rules.add(new Rule(ascii(Json.text(json, "hostname", "")),
					(path == null || path.isEmpty()) ? null : Pattern.compile(path), json));
		}
	}

	/** The rule for a connection to a host, which asks for the path {@code /}. */
	public Optional<JsonNode> match(String hostname) {
		return this.rules.stream().filter((rule) -> rule.matches(hostname)).map(Rule::json).findFirst();
	}

	private static String ascii(String hostname) {
		String lower = hostname.toLowerCase(Locale.ROOT);
		try {
			return lower.startsWith("*.") ? "*." + IDN.toASCII(lower.substring(2)) : IDN.toASCII(lower);
		}
		catch (IllegalArgumentException ex) {
			return lower;
		}
	}

	/** A rule with its hostname as it is compared. */
	private record Rule(String hostname, @Nullable Pattern path, JsonNode json) {

		boolean matches(String host) {
			boolean fits = this.hostname.isEmpty() || this.hostname.equals("*") || this.hostname.equals(host)
					|| (this.hostname.startsWith("*.") && host.endsWith(this.hostname.substring(1)));
			return fits && (this.path == null || this.path.matcher("/").find());
		}

	}

}

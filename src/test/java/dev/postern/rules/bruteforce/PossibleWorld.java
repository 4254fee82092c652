package dev.postern.rules.bruteforce;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.postern.rules.evaluation.Access;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A moment at which somebody comes, all of it known. Judges Cloudflare's JSON in the
 * plainest way, as a second opinion on {@link Access}.
 *
 * @param facts values by the name of the fact; yes or no by the text of the selector
 */
record PossibleWorld(boolean machine, Map<String, String> facts) {

	private static final Map<String, boolean[]> BITS = new HashMap<>();

	private static final IdentityHashMap<JsonNode, String> TEXTS = new IdentityHashMap<>();

	/** Which policy decides, the number from 0 on; -1 when none matches. */
	int deciding(List<JsonNode> policies, boolean ssh, Map<String, JsonNode> groups) {
		for (int i = 0; i < policies.size(); i++) {
			String decision = policies.get(i).get("decision").stringValue();
			if (!ssh && (decision.equals("bypass") || decision.equals("non_identity"))
					&& matches(policies.get(i), false, groups)) {
				return i;
			}
		}
		for (int i = 0; i < policies.size(); i++) {
			String decision = policies.get(i).get("decision").stringValue();
			if (!this.machine && (decision.equals("allow") || decision.equals("deny"))
					&& matches(policies.get(i), true, groups)) {
				return i;
			}
		}
		return -1;
	}

	private boolean matches(JsonNode policy, boolean loggedIn, Map<String, JsonNode> groups) {
		for (JsonNode rule : policy.get("exclude")) {
			if (holds(rule, loggedIn, groups)) {
				return false;
			}
		}
		for (JsonNode rule : policy.get("require")) {
			if (!holds(rule, loggedIn, groups)) {
				return false;
			}
		}
		for (JsonNode rule : policy.get("include")) {
			if (holds(rule, loggedIn, groups)) {
				return true;
			}
		}
		return false;
	}

	private boolean holds(JsonNode rule, boolean loggedIn, Map<String, JsonNode> groups) {
		String kind = rule.propertyNames().iterator().next();
		JsonNode value = rule.get(kind);
		boolean person = loggedIn && !this.machine;
		return switch (kind) {
			case "everyone" -> true;
			case "email" -> person && text(value, "email").equals(fact("email"));
			case "email_domain" -> person && fact("email").endsWith("@" + text(value, "domain"));
			case "geo" -> text(value, "country_code").equals(fact("country"));
			case "ip" -> inRange(text(value, "ip"), fact("ip"));
			case "group" -> {
				@Nullable JsonNode group = groups.get(text(value, "id"));
				yield (group != null) ? matches(group, loggedIn, groups) : said(rule);
			}
			case "login_method" -> person && text(value, "id").equals(fact("login"));
			case "okta", "azureAD", "gsuite", "saml", "oidc", "auth_context" ->
				person && text(value, "identity_provider_id").equals(fact("login")) && said(rule);
			case "github-organization" -> person && text(value, "identity_provider_id").equals(fact("login"))
					&& said(rule) && (!value.has("team") || said(SampleSelectors.withoutTeam(rule)));
			case "service_token" -> this.machine && text(value, "token_id").equals(fact("token"));
			case "any_valid_service_token" -> this.machine;
			case "linked_app_token" -> this.machine && said(rule);
			case "certificate" -> !fact("certificate").isEmpty();
			case "common_name" -> text(value, "common_name").equals(fact("certificate"));
			case "user_risk_score" -> person && value.get("user_risk_score")
				.valueStream()
				.anyMatch((one) -> one.stringValue().equals(fact("risk")));
			case "email_list", "auth_method", "cloudflare_account_member" -> person && said(rule);
			default -> said(rule);
		};
	}

	private boolean said(JsonNode rule) {
		return fact(TEXTS.computeIfAbsent(rule, JsonNode::toString)).equals("yes");
	}

	private String fact(String name) {
		@Nullable String value = this.facts.get(name);
		if (value == null) {
			throw new IllegalStateException("the world does not say " + name);
		}
		return value;
	}

	private static String text(JsonNode value, String field) {
		return value.get(field).stringValue();
	}

	private static boolean inRange(String cidr, String address) {
		int slash = cidr.indexOf('/');
		boolean[] network = bits(cidr.substring(0, slash));
		boolean[] mine = bits(address);
		int prefix = Integer.parseInt(cidr.substring(slash + 1));
		return network.length == mine.length
				&& Arrays.equals(Arrays.copyOf(network, prefix), Arrays.copyOf(mine, prefix));
	}

	private static boolean[] bits(String address) {
		return BITS.computeIfAbsent(address, (_) -> {
			try {
				byte[] bytes = InetAddress.getByName(address).getAddress();
				boolean[] bits = new boolean[bytes.length * 8];
				for (int i = 0; i < bits.length; i++) {
					bits[i] = (bytes[i / 8] >> (7 - i % 8) & 1) == 1;
				}
				return bits;
			}
			catch (UnknownHostException ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

}

package dev.postern.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/** Decides as Access does when somebody logs in with an e-mail address, api.md §9.3. */
final class AccessEvaluation {

	private static final Set<String> FIRST = Set.of("bypass", "non_identity");

	private final World world;

	AccessEvaluation(World world) {
		this.world = world;
	}

	/** The policy that decides, none when nothing matches. */
	Optional<JsonNode> deciding(AccessApp app, String email) {
		return app.policies()
			.stream()
			.map((attached) -> (JsonNode) attached.json(this.world))
			.sorted(Comparator.comparing((policy) -> !FIRST.contains(Json.text(policy, "decision", ""))))
			.filter((policy) -> applies(policy, email.toLowerCase(Locale.ROOT)))
			.findFirst();
	}

	/**
	 * Whether somebody may get in, but not everybody: an allow policy lets in, and no
	 * restriction refers to a group that is not there and so restricts nobody.
	 */
	static boolean guards(World world, AccessApp app) {
		boolean hollow = app.policies()
			.stream()
			.map((attached) -> attached.resolve(world))
			.flatMap((policy) -> restrictions(policy).stream())
			.anyMatch((rule) -> rule.has("group")
					&& !world.access().groups().contains(Json.text(rule.path("group"), "id", "")));
		return !hollow && app.policies()
			.stream()
			.map((attached) -> attached.resolve(world))
			.anyMatch((policy) -> "allow".equals(Json.text(policy, "decision")) && !policy.path("include").isEmpty());
	}

	private static List<JsonNode> restrictions(JsonNode policy) {
		List<JsonNode> restrictions = new ArrayList<>();
		switch (Json.text(policy, "decision", "")) {
			case "allow" -> restrictions.addAll(Json.list(policy, "exclude"));
			case "deny" -> restrictions.addAll(Json.list(policy, "include"));
			default -> {
			}
		}
		return restrictions;
	}

	private boolean applies(JsonNode policyOrGroup, String email) {
		List<JsonNode> include = Json.list(policyOrGroup, "include");
		return include.stream().anyMatch((rule) -> holds(rule, email))
				&& Json.list(policyOrGroup, "require").stream().allMatch((rule) -> holds(rule, email))
				&& Json.list(policyOrGroup, "exclude").stream().noneMatch((rule) -> holds(rule, email));
	}

	/** Only what an e-mail address tells can hold. */
	private boolean holds(JsonNode rule, String email) {
		Map.Entry<String, JsonNode> selector = rule.properties().iterator().next();
		JsonNode value = selector.getValue();
		return switch (selector.getKey()) {
			case "everyone" -> true;
			case "email" -> email.equalsIgnoreCase(Json.text(value, "email", ""));
			case "email_domain" -> email.endsWith("@" + Json.text(value, "domain", "").toLowerCase(Locale.ROOT));
			case "group" -> {
				String id = Json.text(value, "id", "");
				yield this.world.access().groups().contains(id) && applies(this.world.access().groups().get(id), email);
			}
			default -> false;
		};
	}

}

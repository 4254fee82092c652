package dev.postern.fake.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.postern.fake.kernel.Json;
import tools.jackson.databind.JsonNode;

/**
 * Decides as Access does when somebody logs in with an e-mail address, or a machine shows
 * a service token.
 */
public final class AccessEvaluation {

	private static final Set<String> FIRST = Set.of("bypass", "non_identity");

	private final Access access;

	public AccessEvaluation(Access access) {
		this.access = access;
	}

	/** The policy that decides, none when nothing matches. */
	public Optional<JsonNode> deciding(AccessApp app, String email) {
		String address = email.toLowerCase(Locale.ROOT);
		return policies(app).filter((policy) -> applies(policy, (rule) -> holds(rule, address))).findFirst();
	}

	/**
	 * The policy that lets a machine in. Others lead it to a login, which it cannot do.
	 */
	public Optional<JsonNode> admitting(AccessApp app, JsonNode serviceToken) {
		String id = Json.text(serviceToken, "id", "");
		return policies(app).filter((policy) -> FIRST.contains(Json.text(policy, "decision", "")))
			.filter((policy) -> applies(policy, (rule) -> holdsForMachine(rule, id)))
			.findFirst();
	}

	/** Applications of type ssh know no policies but allow and deny. */
	private Stream<JsonNode> policies(AccessApp app) {
		boolean ssh = app.type().equals("ssh");
		return this.access.apps()
			.policies(app)
			.stream()
			.map(JsonNode.class::cast)
			.filter((policy) -> !ssh || !FIRST.contains(Json.text(policy, "decision", "")))
			.sorted(Comparator.comparing((policy) -> !FIRST.contains(Json.text(policy, "decision", ""))));
	}

	/**
	 * Whether somebody may get in, but not everybody: an allow policy lets in, and no
	 * restriction refers to a group that is not there and so restricts nobody.
	 */
	public boolean guards(AccessApp app) {
		boolean hollow = this.access.apps()
			.policies(app)
			.stream()
			.flatMap((policy) -> restrictions(policy).stream())
			.anyMatch((rule) -> rule.has("group")
					&& !this.access.groups().contains(Json.text(rule.path("group"), "id", "")));
		return !hollow && this.access.apps()
			.policies(app)
			.stream()
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

	private static boolean applies(JsonNode policyOrGroup, Predicate<JsonNode> holds) {
		return Json.list(policyOrGroup, "include").stream().anyMatch(holds)
				&& Json.list(policyOrGroup, "require").stream().allMatch(holds)
				&& Json.list(policyOrGroup, "exclude").stream().noneMatch(holds);
	}

	/** Only what an e-mail address tells can hold. */
	private boolean holds(JsonNode rule, String email) {
		Map.Entry<String, JsonNode> selector = rule.properties().iterator().next();
		JsonNode value = selector.getValue();
		return switch (selector.getKey()) {
			case "everyone" -> true;
			case "email" -> email.equalsIgnoreCase(Json.text(value, "email", ""));
			case "email_domain" -> email.endsWith("@" + Json.text(value, "domain", "").toLowerCase(Locale.ROOT));
			case "group" -> inGroup(value, (inner) -> holds(inner, email));
			default -> false;
		};
	}

	/** Only what a service token tells can hold. */
	private boolean holdsForMachine(JsonNode rule, String token) {
		Map.Entry<String, JsonNode> selector = rule.properties().iterator().next();
		JsonNode value = selector.getValue();
		return switch (selector.getKey()) {
			case "everyone", "any_valid_service_token" -> true;
			case "service_token" -> token.equals(Json.text(value, "token_id", ""));
			case "group" -> inGroup(value, (inner) -> holdsForMachine(inner, token));
			default -> false;
		};
	}

	private boolean inGroup(JsonNode value, Predicate<JsonNode> holds) {
		String id = Json.text(value, "id", "");
		return this.access.groups().contains(id) && applies(this.access.groups().get(id), holds);
	}

}

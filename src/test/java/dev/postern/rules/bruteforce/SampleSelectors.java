package dev.postern.rules.bruteforce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.PolicyCodec;
import dev.postern.rules.RiskLevel;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Fact;
import dev.postern.rules.evaluation.Identity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Selectors of every kind, and what may be the case as far as they can tell. */
final class SampleSelectors {

	private static final String OKTA = "f174e90a-fafe-4643-bbbc-4a0ed4fc8415";

	private static final String GITHUB = "0a1b2c3d-fafe-4643-bbbc-4a0ed4fc8416";

	private static final String KNOWN_GROUP = "11111111-1111-4111-8111-111111111111";

	private static final String NESTED_GROUP = "22222222-2222-4222-8222-222222222222";

	private static final JsonMapper JSON = new JsonMapper();

	static final List<JsonNode> RULES = Stream.of("{'email':{'email':'alice@example.com'}}",
			"{'email':{'email':'bob@example.com'}}", "{'email_domain':{'domain':'example.com'}}",
			"{'email_domain':{'domain':'example.org'}}", "{'email_list':{'id':'aa0a4aab-672b-4bdb-bc33-a59f1130a11f'}}",
			"{'everyone':{}}", "{'geo':{'country_code':'JP'}}", "{'geo':{'country_code':'US'}}",
			"{'ip':{'ip':'10.0.0.0/8'}}", "{'ip':{'ip':'10.1.0.0/16'}}", "{'ip':{'ip':'0.0.0.0/1'}}",
			"{'ip':{'ip':'128.0.0.0/1'}}", "{'ip':{'ip':'2001:db8::/32'}}", "{'ip':{'ip':'::/0'}}",
			"{'ip_list':{'id':'aa0a4aab-672b-4bdb-bc33-a59f1130a11f'}}", "{'group':{'id':'%s'}}".formatted(KNOWN_GROUP),
			"{'group':{'id':'%s'}}".formatted(NESTED_GROUP), "{'group':{'id':'33333333-3333-4333-8333-333333333333'}}",
			"{'okta':{'identity_provider_id':'%s','name':'devs'}}".formatted(OKTA),
			"{'okta':{'identity_provider_id':'%s','name':'ops'}}".formatted(OKTA),
			"{'github-organization':{'identity_provider_id':'%s','name':'acme'}}".formatted(GITHUB),
			"{'github-organization':{'identity_provider_id':'%s','name':'acme','team':'core'}}".formatted(GITHUB),
			"{'saml':{'identity_provider_id':'%s','attribute_name':'g','attribute_value':'v'}}".formatted(OKTA),
			"{'login_method':{'id':'%s'}}".formatted(OKTA), "{'login_method':{'id':'%s'}}".formatted(GITHUB),
			"{'service_token':{'token_id':'44444444-4444-4444-8444-444444444444'}}",
			"{'service_token':{'token_id':'55555555-5555-4555-8555-555555555555'}}", "{'any_valid_service_token':{}}",
			"{'linked_app_token':{'app_uid':'66666666-6666-4666-8666-666666666666'}}", "{'certificate':{}}",
			"{'common_name':{'common_name':'laptop-17'}}", "{'auth_method':{'auth_method':'mfa'}}",
			"{'device_posture':{'integration_uid':'77777777-7777-4777-8777-777777777777'}}",
			"{'external_evaluation':{'evaluate_url':'https://a.example.com','keys_url':'https://a.example.com/k'}}",
			"{'user_risk_score':{'user_risk_score':['low','medium']}}", "{'cloudflare_account_member':{}}",
			"{'next_year':{'id':1}}")
		.map((rule) -> JSON.readTree(rule.replace('\'', '"')))
		.toList();

	private static final List<List<String>> GROUP_RULES = List.of(List.of(KNOWN_GROUP, "2 4", "", "7"),
			List.of(NESTED_GROUP, "15 18", "29", ""));

	private static final Map<String, List<String>> VALUES = Map.of("email",
			List.of("alice@example.com", "bob@example.com", "carol@example.com", "dan@example.org", "eve@example.net"),
			"country", List.of("JP", "US", "DE"), "ip",
			List.of("10.1.0.1", "10.2.0.1", "1.1.1.1", "200.1.1.1", "2001:db8::1", "::1"), "login",
			List.of(OKTA, GITHUB, "99999999-9999-4999-8999-999999999999"), "certificate",
			List.of("", "laptop-17", "laptop-18"), "risk", List.of("low", "medium", "high", "unscored"), "token",
			List.of("44444444-4444-4444-8444-444444444444", "55555555-5555-4555-8555-555555555555",
					"88888888-8888-4888-8888-888888888888"));

	private static final Map<String, BiFunction<Identity, String, Identity>> TELLING = Map.of("email",
			(who, value) -> new Identity(who.machine(), with(who.facts(), Fact.EMAIL, EmailAddress.of(value).value()),
					who.claims(), who.answers()),
			"country", Identity::fromCountry, "ip", Identity::fromAddress, "login",
			(who, value) -> who.loggedInThrough(UUID.fromString(value)), "certificate",
			(who, value) -> value.isEmpty() ? who.withoutCertificate() : who.withCertificate(value), "risk",
			(who, value) -> who.withRisk(RiskLevel.valueOf(value.toUpperCase(Locale.ROOT))), "token",
			(who, value) -> new Identity(who.machine(), with(who.facts(), Fact.SERVICE_TOKEN, value), who.claims(),
					who.answers()));

	private static final IdentityHashMap<JsonNode, List<String>> ASKED = new IdentityHashMap<>();

	private static final Map<String, Selector> ABOUT = new HashMap<>();

	private static final Map<String, Fact> FACTS = new HashMap<>();

	private SampleSelectors() {
	}

	static Selector selector(JsonNode rule) {
		JsonNode policy = JSON.createArrayNode()
			.add(JSON.createObjectNode()
				.put("name", "x")
				.put("decision", "allow")
				.set("include", JSON.createArrayNode().add(rule)));
		return PolicyCodec.read(policy).getFirst().include().getFirst();
	}

	static Map<String, JsonNode> groups() {
		Map<String, JsonNode> groups = new LinkedHashMap<>();
		for (List<String> group : GROUP_RULES) {
			ObjectNode node = JSON.createObjectNode();
			List<String> lists = List.of("include", "require", "exclude");
			for (int i = 0; i < lists.size(); i++) {
				node.set(lists.get(i), JSON.createArrayNode().addAll(rules(group.get(i + 1))));
			}
			groups.put(group.getFirst(), node);
		}
		return groups;
	}

	static Map<UUID, RuleGroup> ruleGroups() {
		Map<UUID, RuleGroup> groups = new LinkedHashMap<>();
		GROUP_RULES.forEach((group) -> groups.put(UUID.fromString(group.getFirst()),
				new RuleGroup(rules(group.get(1)).stream().map(SampleSelectors::selector).toList(),
						rules(group.get(2)).stream().map(SampleSelectors::selector).toList(),
						rules(group.get(3)).stream().map(SampleSelectors::selector).toList())));
		return groups;
	}

	/** There is one that names no team. */
	static JsonNode withoutTeam(JsonNode rule) {
		ObjectNode copy = (ObjectNode) rule.deepCopy();
		((ObjectNode) copy.get("github-organization")).remove("team");
		return RULES.get(RULES.indexOf(copy));
	}

	/** What can be told of whoever comes, as far as a rule asks for it. */
	static List<String> asked(JsonNode rule) {
		return ASKED.computeIfAbsent(rule, SampleSelectors::askedOnce);
	}

	private static List<String> askedOnce(JsonNode rule) {
		String kind = rule.propertyNames().iterator().next();
		return switch (kind) {
			case "everyone", "any_valid_service_token" -> List.of();
			case "email", "email_domain" -> List.of("email");
			case "geo" -> List.of("country");
			case "ip" -> List.of("ip");
			case "login_method" -> List.of("login");
			case "service_token" -> List.of("token");
			case "certificate", "common_name" -> List.of("certificate");
			case "user_risk_score" -> List.of("risk");
			case "okta", "saml" -> List.of("login", rule.toString());
			case "github-organization" ->
				rule.get(kind).has("team") ? List.of("login", rule.toString(), withoutTeam(rule).toString())
						: List.of("login", rule.toString());
			case "group" -> inGroup(rule);
			default -> List.of(rule.toString());
		};
	}

	static List<String> values(String fact) {
		return VALUES.getOrDefault(fact, List.of("yes", "no"));
	}

	/** The same somebody, of whom one thing more is known. */
	static Identity tell(Identity who, String fact, String value) {
		BiFunction<Identity, String, Identity> telling = TELLING.get(fact);
		return (telling != null) ? telling.apply(who, value) : who
			.withAnswer(ABOUT.computeIfAbsent(fact, (text) -> selector(JSON.readTree(text))), value.equals("yes"));
	}

	/** As which kind of fact an answer names it. */
	static Fact fact(String fact) {
		return FACTS.computeIfAbsent(fact, SampleSelectors::factOnce);
	}

	private static Fact factOnce(String fact) {
		return switch (fact) {
			case "email" -> Fact.EMAIL;
			case "country" -> Fact.COUNTRY;
			case "ip" -> Fact.ADDRESS;
			case "login" -> Fact.LOGIN_METHOD;
			case "certificate" -> Fact.CERTIFICATE;
			case "risk" -> Fact.RISK;
			case "token" -> Fact.SERVICE_TOKEN;
			default -> switch (JSON.readTree(fact).propertyNames().iterator().next()) {
				case "email_list" -> Fact.EMAIL_LISTS;
				case "ip_list" -> Fact.ADDRESS_LISTS;
				case "group" -> Fact.ACCESS_GROUPS;
				case "okta", "github-organization", "saml" -> Fact.PROVIDER_GROUPS;
				case "linked_app_token" -> Fact.SERVICE_TOKEN;
				case "auth_method" -> Fact.AUTHENTICATION;
				case "device_posture" -> Fact.DEVICE;
				case "external_evaluation" -> Fact.OWN_EVALUATION;
				case "cloudflare_account_member" -> Fact.ACCOUNT_MEMBERSHIP;
				default -> Fact.OTHER;
			};
		};
	}

	private static List<String> inGroup(JsonNode rule) {
		String id = rule.get("group").get("id").stringValue();
		List<String> asked = new ArrayList<>();
		GROUP_RULES.stream()
			.filter((group) -> group.getFirst().equals(id))
			.flatMap((group) -> group.stream().skip(1))
			.flatMap((numbers) -> rules(numbers).stream())
			.forEach((inner) -> asked.addAll(askedOnce(inner)));
		return asked.isEmpty() ? List.of(rule.toString()) : asked;
	}

	private static List<JsonNode> rules(String numbers) {
		return Stream.of(numbers.split(" "))
			.filter((number) -> !number.isEmpty())
			.map((number) -> RULES.get(Integer.parseInt(number)))
			.toList();
	}

	private static Map<Fact, String> with(Map<Fact, String> facts, Fact fact, String value) {
		Map<Fact, String> all = new LinkedHashMap<>(facts);
		all.put(fact, value);
		return all;
	}

}

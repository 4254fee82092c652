package dev.postern.servers.form;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.LosslessJson;
import dev.postern.servers.form.RuleForm.Entry;
import dev.postern.servers.form.RuleKind.Separation;
import dev.postern.ui.input.PastedText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of one part of a policy in Cloudflare's JSON; what was entered twice stands
 * there once.
 *
 * @param origins where each rule comes from
 */
record RuleJson(ArrayNode rules, List<Origin> origins) {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	/**
	 * Writes rows.
	 * @param leaveOut whether those in which nothing was filled in say nothing
	 */
	static RuleJson of(List<RuleForm> rows, boolean leaveOut) {
		Map<JsonNode, Origin> rules = new LinkedHashMap<>();
		for (int row = 0; row < rows.size(); row++) {
			if (leaveOut && rows.get(row).isBlank()) {
				continue;
			}
			for (Entry entry : rows.get(row).entries()) {
				rules.putIfAbsent(rule(rows.get(row), entry.value()), new Origin(row, entry.line()));
			}
		}
		return new RuleJson(JSON.arrayNode().addAll(rules.keySet()), List.copyOf(rules.values()));
	}

	/** Reads JSON that somebody typed; text that is none becomes a JSON text. */
	static JsonNode parse(String text) {
		try {
			return LosslessJson.MAPPER.readTree(text);
		}
		catch (JacksonException ex) {
			return JSON.stringNode(text);
		}
	}

	private static JsonNode rule(RuleForm row, String value) {
		RuleKind kind = row.known();
		if (kind == null) {
			return parse(value);
		}
		ObjectNode rule = JSON.objectNode();
		ObjectNode body = rule.putObject(kind.key());
		if (kind.ofProvider()) {
			body.put(RuleForm.PROVIDER, row.provider().strip());
		}
		if (!kind.nameField().isEmpty() && !(kind == RuleKind.DEVICE && row.name().isBlank())) {
			body.put(kind.nameField(), row.name().strip());
		}
		if (kind.separation() == Separation.TOGETHER) {
			PastedText.words(value).forEach(body.putArray(kind.valueField())::add);
		}
		else if (!kind.valueField().isEmpty() && !(kind.separation().allowsNone() && value.isEmpty())) {
			body.put(kind.valueField(), canonical(kind, value));
		}
		return rule;
	}

	/** What does not differ is written alike, so that it is not taken twice. */
	private static String canonical(RuleKind kind, String value) {
		return switch (kind) {
			case EMAIL, GOOGLE -> spelt(value, (address) -> EmailAddress.of(address).value());
			case EMAIL_DOMAIN ->
				spelt(value.startsWith("@") ? value.substring(1) : value, (domain) -> Hostname.of(domain).value());
			case IP -> value.toLowerCase(Locale.ROOT);
			case COUNTRY -> value.toUpperCase(Locale.ROOT);
			case EMAIL_LIST, EVERYONE, ACCOUNT_MEMBER, GROUP, OKTA, ENTRA, GITHUB, SAML, OIDC, LOGIN_METHOD,
					AUTH_METHOD, AUTH_CONTEXT, RISK, IP_LIST, DEVICE, CERTIFICATE, COMMON_NAME, SERVICE_TOKEN,
					ANY_SERVICE_TOKEN, LINKED_APP, EXTERNAL ->
				value;
		};
	}

	/**
	 * A value that cannot be read stays as it was typed, so that its problem shows it.
	 */
	private static String spelt(String value, UnaryOperator<String> canonical) {
		try {
			return canonical.apply(value);
		}
		catch (IllegalArgumentException ex) {
			return value;
		}
	}

	/**
	 * Where a rule comes from.
	 *
	 * @param row the row's number, from 0 on
	 * @param line the line in it, from 1 on
	 */
	record Origin(int row, int line) {
	}

}

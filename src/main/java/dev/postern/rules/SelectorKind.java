package dev.postern.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.postern.kernel.EmailAddress;
import tools.jackson.databind.JsonNode;

/** The selectors that Postern interprets, as they stand in Cloudflare's JSON. */
enum SelectorKind {

	EMAIL("email", "email"), EMAIL_DOMAIN("email_domain", "domain"), COUNTRY("geo", "country_code"),
	IP_RANGE("ip", "ip"), EVERYONE("everyone", "");

	private final String key;

	private final String field;

	SelectorKind(String key, String field) {
		this.key = key;
		this.field = field;
	}

	/** The kinds that a rule object names. */
	static List<SelectorKind> in(JsonNode rule) {
		return Arrays.stream(values()).filter((kind) -> rule.has(kind.key)).toList();
	}

	/** Reads the rule; empty when its value is not one that this kind takes. */
	Optional<Selector> read(JsonNode rule) {
		JsonNode body = rule.path(this.key);
		boolean saysMore = this.field.isEmpty() ? body.isObject() && !body.isEmpty()
				: body.size() > 1 && body.has(this.field);
		if (saysMore) {
			return Optional.of(new Selector.Other(rule));
		}
		return switch (this) {
			case EMAIL -> parsed(value(rule), EmailAddress::of).map(Selector.Email::new);
			case EMAIL_DOMAIN -> parsed(value(rule), Selector.EmailDomain::new);
			case COUNTRY -> parsed(value(rule), Selector.Country::new);
			case IP_RANGE -> parsed(value(rule), Selector.IpRange::new);
			case EVERYONE -> body.isObject() ? Optional.of(new Selector.Everyone()) : Optional.empty();
		};
	}

	/** Where the value stands in a rule object. */
	String path() {
		return this.field.isEmpty() ? this.key : this.key + "." + this.field;
	}

	JsonNode value(JsonNode rule) {
		return this.field.isEmpty() ? rule.path(this.key) : rule.path(this.key).path(this.field);
	}

	/** The code of the text that says what would be right. */
	String problem() {
		return "rules." + this.key.replace('_', '-');
	}

	static <T> Optional<T> parsed(JsonNode node, Function<String, ? extends T> reading) {
		if (!node.isString()) {
			return Optional.empty();
		}
		try {
			return Optional.of(reading.apply(node.stringValue()));
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

}

package dev.postern.directory.web;

import java.util.List;
import java.util.Locale;

import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** The kinds of members that the form of a group has fields for. */
enum MemberKind {

	PERSON("email", "email"), DOMAIN("email_domain", "domain"), COUNTRY("geo", "country_code"), RANGE("ip", "ip");

	private final String selector;

	private final String field;

	MemberKind(String selector, String field) {
		this.selector = selector;
		this.field = field;
	}

	static @Nullable MemberKind of(Selector selector) {
		return switch (selector) {
			case Selector.Email _ -> PERSON;
			case Selector.EmailDomain _ -> DOMAIN;
			case Selector.Country _ -> COUNTRY;
			case Selector.IpRange _ -> RANGE;
			default -> null;
		};
	}

	/**
	 * What of a condition stands in the field; {@code null} when it is of another kind.
	 */
	@Nullable String value(Selector selector) {
		return (of(selector) == this) ? switch (selector) {
			case Selector.Email(var email) -> email.value();
			case Selector.EmailDomain(var domain) -> domain;
			case Selector.Country(var code) -> code;
			case Selector.IpRange(var cidr) -> cidr;
			default -> null;
		} : null;
	}

	/** Adds rules in Cloudflare's shape. */
	void add(List<String> values, ArrayNode rules) {
		values.forEach((value) -> rules.addObject().putObject(this.selector).put(this.field, shaped(value)));
	}

	private String shaped(String value) {
		return switch (this) {
			case PERSON, RANGE -> value;
			case DOMAIN -> value.startsWith("@") ? value.substring(1) : value;
			case COUNTRY -> value.toUpperCase(Locale.ROOT);
		};
	}

}

package dev.postern.servers.form;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.postern.rules.Policies;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;

/**
 * One row of a policy's form: whom it names, of one kind.
 *
 * @param kind {@code email}, {@code email_domain}, {@code geo}, {@code ip},
 * {@code everyone} as Cloudflare calls them, or {@code other}
 * @param values one or many, parted by blanks, commas or line breaks; the whole rule in
 * JSON for {@code other}
 */
public record RuleForm(String kind, String values) {

	public RuleForm(@Nullable String kind, @Nullable String values) {
		this.kind = Objects.requireNonNullElse(kind, "other");
		this.values = Objects.requireNonNullElse(values, "");
	}

	static RuleForm of(Selector selector) {
		return switch (selector) {
			case Selector.Email(var email) -> new RuleForm("email", email.value());
			case Selector.EmailDomain(var domain) -> new RuleForm("email_domain", domain);
			case Selector.Country(var code) -> new RuleForm("geo", code);
			case Selector.IpRange(var cidr) -> new RuleForm("ip", cidr);
			case Selector.Everyone() -> new RuleForm("everyone", "");
			case Selector.EmailList _, Selector.IpList _, Selector.Group _, Selector.OfProvider _,
					Selector.ServiceToken _, Selector.AnyServiceToken _, Selector.Certificate _, Selector.CommonName _,
					Selector.AuthMethod _, Selector.LoginMethod _, Selector.DevicePosture _,
					Selector.ExternalEvaluation _, Selector.LinkedAppToken _, Selector.UserRisk _,
					Selector.AccountMember _, Selector.Other _ ->
				new RuleForm("other", Policies.write(selector).toString());
		};
	}

	/** Whether values of both fit into one row. */
	boolean joins(RuleForm next) {
		return this.kind.equals(next.kind) && Stream.of("email", "email_domain", "ip").anyMatch(this.kind::equals);
	}

	RuleForm with(RuleForm next) {
		return new RuleForm(this.kind, this.values + "\n" + next.values);
	}

	/** How many lines it takes to show the values. */
	public int lines() {
		return (int) Math.min(12, Math.max(1, this.values.lines().count()));
	}

	List<String> split() {
		return switch (this.kind) {
			case "everyone" -> List.of("");
			case "other" -> List.of(this.values);
			default -> Stream.of(this.values.split("[\\s,;]+")).filter((value) -> !value.isEmpty()).toList();
		};
	}

}

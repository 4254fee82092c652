package dev.postern.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Selector.AccountMember;
import dev.postern.rules.Selector.AnyServiceToken;
import dev.postern.rules.Selector.AuthContext;
import dev.postern.rules.Selector.AuthMethod;
import dev.postern.rules.Selector.Certificate;
import dev.postern.rules.Selector.CommonName;
import dev.postern.rules.Selector.Country;
import dev.postern.rules.Selector.DevicePosture;
import dev.postern.rules.Selector.Email;
import dev.postern.rules.Selector.EmailDomain;
import dev.postern.rules.Selector.EmailList;
import dev.postern.rules.Selector.EntraGroup;
import dev.postern.rules.Selector.Everyone;
import dev.postern.rules.Selector.ExternalEvaluation;
import dev.postern.rules.Selector.GitHubOrganization;
import dev.postern.rules.Selector.GoogleGroup;
import dev.postern.rules.Selector.Group;
import dev.postern.rules.Selector.IpList;
import dev.postern.rules.Selector.IpRange;
import dev.postern.rules.Selector.LinkedAppToken;
import dev.postern.rules.Selector.LoginMethod;
import dev.postern.rules.Selector.OidcClaim;
import dev.postern.rules.Selector.OktaGroup;
import dev.postern.rules.Selector.SamlAttribute;
import dev.postern.rules.Selector.ServiceToken;
import dev.postern.rules.Selector.UserRisk;
import tools.jackson.databind.JsonNode;

import static dev.postern.rules.SelectorKind.one;
import static dev.postern.rules.SelectorKind.plain;
import static dev.postern.rules.SelectorKind.three;
import static dev.postern.rules.SelectorKind.two;

/** The selectors that Postern interprets, each as Cloudflare's JSON has it. */
final class SelectorKinds {

	private static final JsonField<UUID> PROVIDER = uuid("identity_provider_id", "rules.identity-provider");

	private static final JsonField<Optional<String>> ACCOUNT = JsonField
		.text("account_id", "rules.account", TextFormats::accountId)
		.optional();

	static final List<SelectorKind<?>> ALL = List.of(
			one("email", Email.class, JsonField.text("email", "rules.email", EmailAddress::of), Email::email,
					Email::new),
			one("email_domain", EmailDomain.class,
					JsonField.text("domain", "rules.email-domain", (domain) -> new EmailDomain(domain).domain()),
					EmailDomain::domain, EmailDomain::new),
			one("email_list", EmailList.class, uuid("id", "rules.email-list"), EmailList::id, EmailList::new),
			plain("everyone", Everyone.class, new Everyone()),
			one("ip", IpRange.class, JsonField.text("ip", "rules.ip", (cidr) -> new IpRange(cidr).cidr()),
					IpRange::cidr, IpRange::new),
			one("ip_list", IpList.class, uuid("id", "rules.ip-list"), IpList::id, IpList::new),
			one("geo", Country.class,
					JsonField.text("country_code", "rules.geo", (country) -> new Country(country).code()),
					Country::code, Country::new),
			one("group", Group.class, uuid("id", "rules.group"), Group::id, Group::new),
			two("gsuite", GoogleGroup.class, PROVIDER, GoogleGroup::provider,
					JsonField.text("email", "rules.gsuite", EmailAddress::of), GoogleGroup::email, GoogleGroup::new),
			three("github-organization", GitHubOrganization.class, PROVIDER, GitHubOrganization::provider,
					singleLine("name", "rules.github-organization"), GitHubOrganization::name,
					singleLine("team", "rules.github-team").optional(), (github) -> Optional.ofNullable(github.team()),
					(provider, name, team) -> new GitHubOrganization(provider, name, team.orElse(null))),
			two("okta", OktaGroup.class, PROVIDER, OktaGroup::provider, singleLine("name", "rules.okta"),
					OktaGroup::name, OktaGroup::new),
			two("azureAD", EntraGroup.class, PROVIDER, EntraGroup::provider, uuid("id", "rules.azureAD"),
					EntraGroup::id, EntraGroup::new),
			three("saml", SamlAttribute.class, PROVIDER, SamlAttribute::provider,
					singleLine("attribute_name", "rules.saml"), SamlAttribute::name,
					singleLine("attribute_value", "rules.saml"), SamlAttribute::value, SamlAttribute::new),
			three("oidc", OidcClaim.class, PROVIDER, OidcClaim::provider, singleLine("claim_name", "rules.oidc"),
					OidcClaim::name, singleLine("claim_value", "rules.oidc"), OidcClaim::value, OidcClaim::new),
			three("auth_context", AuthContext.class, PROVIDER, AuthContext::provider, uuid("id", "rules.auth-context"),
					AuthContext::id, singleLine("ac_id", "rules.auth-context-id"), AuthContext::context,
					AuthContext::new),
			one("service_token", ServiceToken.class, uuid("token_id", "rules.service-token"), ServiceToken::id,
					ServiceToken::new),
			plain("any_valid_service_token", AnyServiceToken.class, new AnyServiceToken()),
			plain("certificate", Certificate.class, new Certificate()),
			one("common_name", CommonName.class, singleLine("common_name", "rules.common-name"), CommonName::name,
					CommonName::new),
			one("auth_method", AuthMethod.class, singleLine("auth_method", "rules.auth-method"), AuthMethod::method,
					AuthMethod::new),
			one("login_method", LoginMethod.class, uuid("id", "rules.login-method"), LoginMethod::provider,
					LoginMethod::new),
			two("device_posture", DevicePosture.class, uuid("integration_uid", "rules.device-posture"),
					DevicePosture::check, ACCOUNT, (posture) -> Optional.ofNullable(posture.account()),
					(check, account) -> new DevicePosture(check, account.orElse(null))),
			two("external_evaluation", ExternalEvaluation.class,
					JsonField.text("evaluate_url", "rules.external-evaluation", TextFormats::httpsUrl),
					ExternalEvaluation::evaluateUrl,
					JsonField.text("keys_url", "rules.external-evaluation", TextFormats::httpsUrl),
					ExternalEvaluation::keysUrl, ExternalEvaluation::new),
			one("linked_app_token", LinkedAppToken.class, uuid("app_uid", "rules.linked-app-token"),
					LinkedAppToken::application, LinkedAppToken::new),
			one("user_risk_score", UserRisk.class, JsonField.levels("user_risk_score", "rules.user-risk-score"),
					UserRisk::levels, UserRisk::new),
			one("cloudflare_account_member", AccountMember.class, ACCOUNT,
					(member) -> Optional.ofNullable(member.account()),
					(account) -> new AccountMember(account.orElse(null))));

	private static final Map<Class<?>, SelectorKind<?>> BY_TYPE = ALL.stream()
		.collect(Collectors.toUnmodifiableMap(SelectorKind::type, Function.identity()));

	private static final Map<String, SelectorKind<?>> BY_KEY = ALL.stream()
		.collect(Collectors.toUnmodifiableMap(SelectorKind::key, Function.identity()));

	private SelectorKinds() {
	}

	/** Finds the kinds whose keys a rule object has. */
	static List<? extends SelectorKind<?>> in(JsonNode rule) {
		return rule.propertyStream()
			.flatMap((property) -> Optional.ofNullable(BY_KEY.get(property.getKey())).stream())
			.toList();
	}

	static JsonNode write(Selector selector) {
		return (selector instanceof Selector.Other(var raw)) ? raw.deepCopy() : of(selector).write(selector);
	}

	/** The key in Cloudflare's JSON. */
	static String key(Selector selector) {
		return (selector instanceof Selector.Other(var raw)) ? String.join(", ", raw.propertyNames())
				: of(selector).key();
	}

	private static SelectorKind<?> of(Selector selector) {
		return Optional.<SelectorKind<?>>ofNullable(BY_TYPE.get(selector.getClass())).orElseThrow();
	}

	private static JsonField<UUID> uuid(String name, String code) {
		return JsonField.text(name, code, TextFormats::uuid);
	}

	private static JsonField<String> singleLine(String name, String code) {
		return JsonField.text(name, code, TextFormats::singleLine);
	}

}

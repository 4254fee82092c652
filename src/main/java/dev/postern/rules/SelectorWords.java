package dev.postern.rules;

import java.util.UUID;

import dev.postern.rules.Phrase.Thing;
import org.jspecify.annotations.Nullable;

/** Says selectors in words: as whom they mean, or as what holds then. */
enum SelectorWords {

	PEOPLE("rules.say.people."), WHEN("rules.say.when.");

	private final String codes;

	SelectorWords(String codes) {
		this.codes = codes;
	}

	Phrase say(Selector selector) {
		return switch (selector) {
			case Selector.Email(var email) -> said("email", value(email.value()));
			case Selector.EmailDomain(var domain) -> said("domain", value(domain));
			case Selector.EmailList(var id) -> said("email-list", id(Thing.EMAIL_LIST, id));
			case Selector.Everyone() -> said("everyone");
			case Selector.IpRange(var cidr) -> said("ip", value(cidr));
			case Selector.IpList(var id) -> said("ip-list", id(Thing.IP_LIST, id));
			case Selector.Country(var code) -> said("country", new Phrase.CountryName(code));
			case Selector.Group(var id) -> said("group", id(Thing.ACCESS_GROUP, id));
			case Selector.GoogleGroup(var provider, var email) ->
				said("google-group", value(email.value()), provider(provider));
			case Selector.GitHubOrganization(var provider, var name, var team) ->
				(team != null) ? said("github-team", value(name), provider(provider), value(team))
						: said("github-organization", value(name), provider(provider));
			case Selector.OktaGroup(var provider, var name) -> said("okta-group", value(name), provider(provider));
			case Selector.EntraGroup(var provider, var id) ->
				said("entra-group", id(Thing.PROVIDER_GROUP, id), provider(provider));
			case Selector.SamlAttribute(var provider, var name, var value) ->
				said("saml", value(name), value(value), provider(provider));
			case Selector.OidcClaim(var provider, var name, var value) ->
				said("oidc", value(name), value(value), provider(provider));
			case Selector.AuthContext(var provider, var _, var context) ->
				said("auth-context", value(context), provider(provider));
			case Selector.ServiceToken(var id) -> said("service-token", id(Thing.SERVICE_TOKEN, id));
			case Selector.AnyServiceToken() -> said("any-service-token");
			case Selector.Certificate() -> said("certificate");
			case Selector.CommonName(var name) -> said("common-name", value(name));
			case Selector.AuthMethod(var method) -> said("auth-method", value(method));
			case Selector.LoginMethod(var provider) -> said("login-method", provider(provider));
			case Selector.DevicePosture(var check, var _) -> said("device-posture", id(Thing.DEVICE_CHECK, check));
			case Selector.ExternalEvaluation(var evaluateUrl, var _) -> said("external", value(evaluateUrl));
			case Selector.LinkedAppToken(var application) -> said("linked-app", id(Thing.APPLICATION, application));
			case Selector.UserRisk(var levels) -> said("risk", Explanation.listing(Phrase.Joint.OR,
					levels.stream().map((level) -> Phrase.text("rules.say.risk." + level.wire())).toList()));
			case Selector.AccountMember(var account) -> accountMember(account);
			case Selector.Other other -> said("other", value(SelectorKinds.key(other)));
		};
	}

	private Phrase accountMember(@Nullable String account) {
		return (account == null) ? said("member") : said("member-of", new Phrase.Id(Thing.ACCOUNT, account));
	}

	private Phrase said(String kind, Phrase... parts) {
		return Phrase.text(this.codes + kind, parts);
	}

	private static Phrase value(String value) {
		return new Phrase.Value(value);
	}

	private static Phrase id(Thing thing, UUID id) {
		return new Phrase.Id(thing, id.toString());
	}

	private static Phrase provider(UUID id) {
		return id(Thing.PROVIDER, id);
	}

}

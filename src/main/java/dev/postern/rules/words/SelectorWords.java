package dev.postern.rules.words;

import java.util.List;
import java.util.UUID;

import dev.postern.rules.PolicyCodec;
import dev.postern.rules.Selector;
import dev.postern.rules.words.Phrase.Conjunction;
import dev.postern.rules.words.Phrase.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Says selectors in words: as people (<em>everyone from Japan</em>) or as circumstances
 * (<em>from Japan</em>).
 */
public enum SelectorWords {

	PEOPLE("rules.say.people."), WHEN("rules.say.when.");

	private final String codes;

	SelectorWords(String codes) {
		this.codes = codes;
	}

	public Phrase say(Selector selector) {
		return switch (selector) {
			case Selector.Email(var email) -> said("email", Phrase.value(email.value()));
			case Selector.EmailDomain(var domain) -> said("domain", Phrase.value(domain));
			case Selector.EmailList(var id) -> said("email-list", id(ResourceKind.EMAIL_LIST, id));
			case Selector.Everyone() -> said("everyone");
			case Selector.IpRange(var cidr) -> said("ip", Phrase.value(cidr));
			case Selector.IpList(var id) -> said("ip-list", id(ResourceKind.IP_LIST, id));
			case Selector.Country(var code) -> said("country", new Phrase.CountryName(code));
			case Selector.Group(var id) -> said("group", id(ResourceKind.ACCESS_GROUP, id));
			case Selector.GoogleGroup(var provider, var email) ->
				said("google-group", Phrase.value(email.value()), provider(provider));
			case Selector.GitHubOrganization(var provider, var name, var team) ->
				(team != null) ? said("github-team", Phrase.value(name), provider(provider), Phrase.value(team))
						: said("github-organization", Phrase.value(name), provider(provider));
			case Selector.OktaGroup(var provider, var name) ->
				said("okta-group", Phrase.value(name), provider(provider));
			case Selector.EntraGroup(var provider, var id) ->
				said("entra-group", id(ResourceKind.PROVIDER_GROUP, id), provider(provider));
			case Selector.SamlAttribute(var provider, var name, var value) ->
				said("saml", Phrase.value(name), Phrase.value(value), provider(provider));
			case Selector.OidcClaim(var provider, var name, var value) ->
				said("oidc", Phrase.value(name), Phrase.value(value), provider(provider));
			case Selector.AuthContext(var provider, var _, var context) ->
				said("auth-context", Phrase.value(context), provider(provider));
			case Selector.ServiceToken(var id) -> said("service-token", id(ResourceKind.SERVICE_TOKEN, id));
			case Selector.AnyServiceToken() -> said("any-service-token");
			case Selector.Certificate() -> said("certificate");
			case Selector.CommonName(var name) -> said("common-name", Phrase.value(name));
			case Selector.AuthMethod(var method) -> said("auth-method", Phrase.value(method));
			case Selector.LoginMethod(var provider) -> said("login-method", provider(provider));
			case Selector.DevicePosture(var check, var _) ->
				said("device-posture", id(ResourceKind.DEVICE_CHECK, check));
			case Selector.ExternalEvaluation(var evaluateUrl, var _) -> said("external", Phrase.value(evaluateUrl));
			case Selector.LinkedAppToken(var application) ->
				said("linked-app", id(ResourceKind.APPLICATION, application));
			case Selector.UserRisk(var levels) -> said("risk", Phrase.listing(Conjunction.OR,
					levels.stream().map((level) -> Phrase.text("rules.say.risk." + level.wire())).toList()));
			case Selector.AccountMember(var account) -> accountMember(account);
			case Selector.Other other -> said("other", Phrase.value(PolicyCodec.key(other)));
		};
	}

	/** Says several selectors, joined. */
	public Phrase say(Conjunction conjunction, List<Selector> selectors) {
		return Phrase.listing(conjunction, selectors.stream().map(this::say).toList());
	}

	/**
	 * The conjunction for selectors that must all hold: “and at the same time” if two
	 * have the same kind, which would read as alternatives.
	 */
	public static Conjunction conjunction(List<Selector> selectors) {
		long kinds = selectors.stream().map(PolicyCodec::key).distinct().count();
		return (kinds < selectors.size()) ? Conjunction.AND_AT_ONCE : Conjunction.AND;
	}

	private Phrase accountMember(@Nullable String account) {
		return (account == null) ? said("member") : said("member-of", new Phrase.Id(ResourceKind.ACCOUNT, account));
	}

	private Phrase said(String kind, Phrase... parts) {
		return Phrase.text(this.codes + kind, parts);
	}

	private static Phrase id(ResourceKind kind, UUID id) {
		return new Phrase.Id(kind, id.toString());
	}

	private static Phrase provider(UUID id) {
		return id(ResourceKind.PROVIDER, id);
	}

}

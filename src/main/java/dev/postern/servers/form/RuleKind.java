package dev.postern.servers.form;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.postern.rules.words.Phrase.ResourceKind;
import org.jspecify.annotations.Nullable;

/** A kind of row in a policy's form: which fields it has, and where they go in JSON. */
public enum RuleKind {

	EMAIL("email", Section.PEOPLE, "email", Parting.WORDS),
	EMAIL_DOMAIN("email_domain", Section.PEOPLE, "domain", Parting.WORDS),
	EMAIL_LIST("email_list", Section.PEOPLE, "id", Parting.WORDS, ResourceKind.EMAIL_LIST),
	EVERYONE("everyone", Section.PEOPLE),
	ACCOUNT_MEMBER("cloudflare_account_member", Section.PEOPLE, "account_id", Parting.WORDS_OR_NONE),
	GROUP("group", Section.GROUPS, "id", Parting.WORDS, ResourceKind.ACCESS_GROUP),
	OKTA("okta", Section.PROVIDERS, true, "", "name", Parting.LINES, null),
	ENTRA("azureAD", Section.PROVIDERS, true, "", "id", Parting.WORDS, ResourceKind.PROVIDER_GROUP),
	GOOGLE("gsuite", Section.PROVIDERS, true, "", "email", Parting.WORDS, null),
	GITHUB("github-organization", Section.PROVIDERS, true, "name", "team", Parting.LINES_OR_NONE, null),
	SAML("saml", Section.PROVIDERS, true, "attribute_name", "attribute_value", Parting.LINES, null),
	OIDC("oidc", Section.PROVIDERS, true, "claim_name", "claim_value", Parting.LINES, null),
	LOGIN_METHOD("login_method", Section.LOGIN, "id", Parting.WORDS, ResourceKind.PROVIDER),
	AUTH_METHOD("auth_method", Section.LOGIN, "auth_method", Parting.LINES),
	AUTH_CONTEXT("auth_context", Section.LOGIN, true, "id", "ac_id", Parting.LINES, null),
	RISK("user_risk_score", Section.LOGIN, "user_risk_score", Parting.TOGETHER),
	COUNTRY("geo", Section.PLACE, "country_code", Parting.WORDS), IP("ip", Section.PLACE, "ip", Parting.WORDS),
	IP_LIST("ip_list", Section.PLACE, "id", Parting.WORDS, ResourceKind.IP_LIST),
	DEVICE("device_posture", Section.DEVICE, false, "account_id", "integration_uid", Parting.WORDS, ResourceKind.DEVICE_CHECK),
	CERTIFICATE("certificate", Section.DEVICE),
	COMMON_NAME("common_name", Section.DEVICE, "common_name", Parting.LINES),
	SERVICE_TOKEN("service_token", Section.MACHINES, "token_id", Parting.WORDS, ResourceKind.SERVICE_TOKEN),
	ANY_SERVICE_TOKEN("any_valid_service_token", Section.MACHINES),
	LINKED_APP("linked_app_token", Section.MACHINES, "app_uid", Parting.WORDS, ResourceKind.APPLICATION),
	EXTERNAL("external_evaluation", Section.MORE, false, "keys_url", "evaluate_url", Parting.LINES, null);

	/** The five that people choose most. */
	public static final List<RuleKind> USUAL = List.of(EMAIL, EMAIL_DOMAIN, COUNTRY, IP, EVERYONE);

	private final String key;

	private final Section section;

	private final boolean ofProvider;

	private final String nameField;

	private final String valueField;

	private final Parting parting;

	private final @Nullable ResourceKind kind;

	RuleKind(String key, Section section) {
		this(key, section, false, "", "", Parting.NONE, null);
	}

	RuleKind(String key, Section section, String valueField, Parting parting) {
		this(key, section, false, "", valueField, parting, null);
	}

	RuleKind(String key, Section section, String valueField, Parting parting, ResourceKind kind) {
		this(key, section, false, "", valueField, parting, kind);
	}

	RuleKind(String key, Section section, boolean ofProvider, String nameField, String valueField, Parting parting,
			@Nullable ResourceKind kind) {
		this.key = key;
		this.section = section;
		this.ofProvider = ofProvider;
		this.nameField = nameField;
		this.valueField = valueField;
		this.parting = parting;
		this.kind = kind;
	}

	/** The kind with this key in Cloudflare's JSON. */
	public static Optional<RuleKind> of(String key) {
		return Arrays.stream(values()).filter((kind) -> kind.key.equals(key)).findFirst();
	}

	public String key() {
		return this.key;
	}

	public Section section() {
		return this.section;
	}

	/** Whether a row names the identity provider that it is about. */
	public boolean ofProvider() {
		return this.ofProvider;
	}

	/** What the row's name is called in JSON; empty where it has none. */
	public String nameField() {
		return this.nameField;
	}

	/** What each value is called in JSON; empty where there are none. */
	public String valueField() {
		return this.valueField;
	}

	public Parting parting() {
		return this.parting;
	}

	/** What the values are ids of; {@code null} where they are none, or of any kind. */
	public @Nullable ResourceKind thing() {
		return this.kind;
	}

	/** Under which heading people find it. */
	public enum Section {

		PEOPLE, GROUPS, PROVIDERS, LOGIN, PLACE, DEVICE, MACHINES, MORE;

		public List<RuleKind> kinds() {
			return Arrays.stream(RuleKind.values()).filter((kind) -> kind.section == this).toList();
		}

	}

	/** How values that were entered at once are told apart. */
	public enum Parting {

		/** There are none. */
		NONE,
		/** By blanks, commas and line breaks. */
		WORDS,
		/** By line breaks; values may hold blanks. */
		LINES,
		/** As words, and none at all means something too. */
		WORDS_OR_NONE,
		/** As lines, and none at all means something too. */
		LINES_OR_NONE,
		/** They are words that make one rule together. */
		TOGETHER;

		boolean noneIsEnough() {
			return this == NONE || this == WORDS_OR_NONE || this == LINES_OR_NONE;
		}

		boolean byLine() {
			return this == LINES || this == LINES_OR_NONE;
		}

	}

}

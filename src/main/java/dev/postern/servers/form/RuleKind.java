package dev.postern.servers.form;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.postern.rules.words.Phrase.ResourceKind;
import org.jspecify.annotations.Nullable;

/** A kind of row in a policy's form: which fields it has, and where they go in JSON. */
public enum RuleKind {

	EMAIL("email", Section.PEOPLE, "email", Separation.WORDS),
	EMAIL_DOMAIN("email_domain", Section.PEOPLE, "domain", Separation.WORDS),
	EMAIL_LIST("email_list", Section.PEOPLE, "id", Separation.WORDS, ResourceKind.EMAIL_LIST),
	EVERYONE("everyone", Section.PEOPLE),
	ACCOUNT_MEMBER("cloudflare_account_member", Section.PEOPLE, "account_id", Separation.WORDS_OR_NONE),
	GROUP("group", Section.GROUPS, "id", Separation.WORDS, ResourceKind.ACCESS_GROUP),
	OKTA("okta", Section.PROVIDERS, true, "", "name", Separation.LINES, null),
	ENTRA("azureAD", Section.PROVIDERS, true, "", "id", Separation.WORDS, ResourceKind.PROVIDER_GROUP),
	GOOGLE("gsuite", Section.PROVIDERS, true, "", "email", Separation.WORDS, null),
	GITHUB("github-organization", Section.PROVIDERS, true, "name", "team", Separation.LINES_OR_NONE, null),
	SAML("saml", Section.PROVIDERS, true, "attribute_name", "attribute_value", Separation.LINES, null),
	OIDC("oidc", Section.PROVIDERS, true, "claim_name", "claim_value", Separation.LINES, null),
	LOGIN_METHOD("login_method", Section.LOGIN, "id", Separation.WORDS, ResourceKind.PROVIDER),
	AUTH_METHOD("auth_method", Section.LOGIN, "auth_method", Separation.LINES),
	AUTH_CONTEXT("auth_context", Section.LOGIN, true, "id", "ac_id", Separation.LINES, null),
	RISK("user_risk_score", Section.LOGIN, "user_risk_score", Separation.TOGETHER),
	COUNTRY("geo", Section.PLACE, "country_code", Separation.WORDS), IP("ip", Section.PLACE, "ip", Separation.WORDS),
	IP_LIST("ip_list", Section.PLACE, "id", Separation.WORDS, ResourceKind.IP_LIST),
	DEVICE("device_posture", Section.DEVICE, false, "account_id", "integration_uid", Separation.WORDS,
			ResourceKind.DEVICE_CHECK),
	CERTIFICATE("certificate", Section.DEVICE),
	COMMON_NAME("common_name", Section.DEVICE, "common_name", Separation.LINES),
	SERVICE_TOKEN("service_token", Section.MACHINES, "token_id", Separation.WORDS, ResourceKind.SERVICE_TOKEN),
	ANY_SERVICE_TOKEN("any_valid_service_token", Section.MACHINES),
	LINKED_APP("linked_app_token", Section.MACHINES, "app_uid", Separation.WORDS, ResourceKind.APPLICATION),
	EXTERNAL("external_evaluation", Section.MORE, false, "keys_url", "evaluate_url", Separation.LINES, null);

	/** The five that people choose most. */
	public static final List<RuleKind> USUAL = List.of(EMAIL, EMAIL_DOMAIN, COUNTRY, IP, EVERYONE);

	private final String key;

	private final Section section;

	private final boolean ofProvider;

	private final String nameField;

	private final String valueField;

	private final Separation separation;

	private final @Nullable ResourceKind kind;

	RuleKind(String key, Section section) {
		this(key, section, false, "", "", Separation.NONE, null);
	}

	RuleKind(String key, Section section, String valueField, Separation separation) {
		this(key, section, false, "", valueField, separation, null);
	}

	RuleKind(String key, Section section, String valueField, Separation separation, ResourceKind kind) {
		this(key, section, false, "", valueField, separation, kind);
	}

	RuleKind(String key, Section section, boolean ofProvider, String nameField, String valueField,
			Separation separation, @Nullable ResourceKind kind) {
		this.key = key;
		this.section = section;
		this.ofProvider = ofProvider;
		this.nameField = nameField;
		this.valueField = valueField;
		this.separation = separation;
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

	public Separation separation() {
		return this.separation;
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
	public enum Separation {

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

		boolean allowsNone() {
			return this == NONE || this == WORDS_OR_NONE || this == LINES_OR_NONE;
		}

		boolean byLine() {
			return this == LINES || this == LINES_OR_NONE;
		}

	}

}

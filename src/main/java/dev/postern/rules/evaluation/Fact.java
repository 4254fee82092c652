package dev.postern.rules.evaluation;

/** A category of facts about an identity that may be unknown. */
public enum Fact {

	EMAIL, EMAIL_LISTS, LOGIN_METHOD, PROVIDER_GROUPS, ACCESS_GROUPS, ACCOUNT_MEMBERSHIP, COUNTRY, ADDRESS,
	ADDRESS_LISTS, DEVICE, CERTIFICATE, AUTHENTICATION, RISK, OWN_EVALUATION, SERVICE_TOKEN, OTHER

}

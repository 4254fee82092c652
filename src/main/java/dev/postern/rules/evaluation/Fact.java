package dev.postern.rules.evaluation;

/** What may not be known of whoever comes, in the kinds that people tell apart. */
public enum Fact {

	EMAIL, EMAIL_LISTS, LOGIN_METHOD, PROVIDER_GROUPS, ACCESS_GROUPS, ACCOUNT_MEMBERSHIP, COUNTRY, ADDRESS,
	ADDRESS_LISTS, DEVICE, CERTIFICATE, AUTHENTICATION, RISK, OWN_EVALUATION, SERVICE_TOKEN, OTHER

}

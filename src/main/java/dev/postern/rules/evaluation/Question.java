package dev.postern.rules.evaluation;

import java.util.stream.Stream;

import dev.postern.rules.RiskLevel;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A question about an identity that has exactly one answer.
 *
 * @param about the selector that the answer is yes or no to; {@code null} where the
 * answer is a value, of which there is one for each fact
 */
record Question(Fact fact, @Nullable Selector about) {

	static final Question EMAIL = new Question(Fact.EMAIL, null);

	static final Question COUNTRY = new Question(Fact.COUNTRY, null);

	static final Question ADDRESS = new Question(Fact.ADDRESS, null);

	static final Question LOGIN_METHOD = new Question(Fact.LOGIN_METHOD, null);

	static final Question CERTIFICATE = new Question(Fact.CERTIFICATE, null);

	static final Question RISK = new Question(Fact.RISK, null);

	static final Question SERVICE_TOKEN = new Question(Fact.SERVICE_TOKEN, null);

	/** Answers beside those that policies name, at least one for each remaining case. */
	Stream<String> otherRepresentatives() {
		if (this.about != null) {
			return Stream.of(true, false).map(ValueSet::yesOrNo);
		}
		return switch (this.fact) {
			case ADDRESS -> Stream.of(ValueSet.FIRST_V4, ValueSet.FIRST_V6);
			case CERTIFICATE -> Stream.of(ValueSet.NO_CERTIFICATE, ValueSet.COMMON_NAME);
			case RISK -> Stream.of(RiskLevel.values()).map(RiskLevel::wire);
			case EMAIL, EMAIL_LISTS, LOGIN_METHOD, PROVIDER_GROUPS, ACCESS_GROUPS, ACCOUNT_MEMBERSHIP, COUNTRY,
					ADDRESS_LISTS, DEVICE, AUTHENTICATION, OWN_EVALUATION, SERVICE_TOKEN, OTHER ->
				Stream.of("");
		};
	}

}

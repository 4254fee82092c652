package dev.postern.rules.evaluation;

import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;

/**
 * How much of the open conditions a reader may see. An undisclosed selector is said as
 * “another condition”, so that the sentence never promises more access than there is.
 *
 * @param reader who reads what lets them in, and is told how they come and of what they
 * are a member, but nothing of others; {@code null} for those who look after the policies
 */
public record Disclosure(@Nullable Identity reader) {

	/** Discloses everything. */
	public static final Disclosure ALL = new Disclosure(null);

	/** Whether a selector that must hold is named. */
	boolean namesRequired(Selector selector) {
		Identity who = this.reader;
		return who == null || switch (selector) {
			case Selector.Everyone _, Selector.IpRange _, Selector.Country _, Selector.LoginMethod _,
					Selector.AuthMethod _, Selector.DevicePosture _, Selector.Certificate _ ->
				true;
			case Selector.OfProvider bound -> {
				Claims said = who.claims().get(bound.provider());
				yield said != null && said.satisfies(bound) == Truth.YES;
			}
			case Selector.Email _, Selector.EmailDomain _, Selector.EmailList _, Selector.IpList _, Selector.Group _,
					Selector.ServiceToken _, Selector.AnyServiceToken _, Selector.LinkedAppToken _,
					Selector.CommonName _, Selector.ExternalEvaluation _, Selector.UserRisk _, Selector.AccountMember _,
					Selector.Other _ ->
				false;
		};
	}

	/**
	 * Whether a selector that must not hold is named. IP ranges and provider groups are
	 * not: they would tell about others.
	 */
	boolean namesForbidden(Selector selector) {
		return this.reader == null || (namesRequired(selector) && !(selector instanceof Selector.IpRange)
				&& !(selector instanceof Selector.OfProvider));
	}

}

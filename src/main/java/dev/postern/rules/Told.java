package dev.postern.rules;

/**
 * How much somebody is told of the conditions that are still open. What is not told by
 * its name is one more condition, so that nobody takes a narrower way for the whole.
 */
public enum Told {

	/** All of it, for those who look after the policies. */
	ALL,

	/**
	 * Only how somebody comes, which they can change. That others are meant, of what
	 * groups and with what attributes, is no business of those who read what lets them
	 * in.
	 */
	HOW_ONE_COMES;

	/** Whether a selector that has to hold is named. */
	boolean wanted(Selector selector) {
		return this == ALL || switch (selector) {
			case Selector.Everyone _, Selector.IpRange _, Selector.Country _, Selector.LoginMethod _,
					Selector.AuthMethod _, Selector.DevicePosture _, Selector.Certificate _ ->
				true;
			case Selector.Email _, Selector.EmailDomain _, Selector.EmailList _, Selector.IpList _, Selector.Group _,
					Selector.OfProvider _, Selector.ServiceToken _, Selector.AnyServiceToken _,
					Selector.LinkedAppToken _, Selector.CommonName _, Selector.ExternalEvaluation _,
					Selector.UserRisk _, Selector.AccountMember _, Selector.Other _ ->
				false;
		};
	}

	/**
	 * Whether a selector that must not hold is named; an address would tell of others.
	 */
	boolean unwanted(Selector selector) {
		return this == ALL || (wanted(selector) && !(selector instanceof Selector.IpRange));
	}

}

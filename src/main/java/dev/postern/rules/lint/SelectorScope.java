package dev.postern.rules.lint;

import dev.postern.rules.Selector;

/** What a selector restricts. */
enum SelectorScope {

	/** Who somebody is, or something that only certain people have. */
	WHO,
	/** The location. */
	PLACE,
	/** The login. */
	LOGIN,
	/** Nothing: everybody satisfies it. */
	NOTHING,
	/** Machines. */
	MACHINE;

	static SelectorScope of(Selector selector) {
		return switch (selector) {
			case Selector.Email _, Selector.EmailDomain _, Selector.EmailList _, Selector.Group _,
					Selector.OfProvider _, Selector.AccountMember _, Selector.Certificate _, Selector.CommonName _,
					Selector.DevicePosture _, Selector.ExternalEvaluation _, Selector.Other _ ->
				WHO;
			case Selector.IpRange _, Selector.IpList _, Selector.Country _ -> PLACE;
			case Selector.LoginMethod _, Selector.AuthMethod _, Selector.UserRisk _ -> LOGIN;
			case Selector.Everyone _ -> NOTHING;
			case Selector.ServiceToken _, Selector.AnyServiceToken _, Selector.LinkedAppToken _ -> MACHINE;
		};
	}

	/** Whether only a login can satisfy the selector. */
	static boolean needsLogin(Selector selector) {
		return switch (selector) {
			case Selector.Email _, Selector.EmailDomain _, Selector.EmailList _, Selector.OfProvider _,
					Selector.AccountMember _, Selector.LoginMethod _, Selector.AuthMethod _, Selector.UserRisk _ ->
				true;
			case Selector.Group _, Selector.Certificate _, Selector.CommonName _, Selector.DevicePosture _,
					Selector.ExternalEvaluation _, Selector.Other _, Selector.IpRange _, Selector.IpList _,
					Selector.Country _, Selector.Everyone _, Selector.ServiceToken _, Selector.AnyServiceToken _,
					Selector.LinkedAppToken _ ->
				false;
		};
	}

}

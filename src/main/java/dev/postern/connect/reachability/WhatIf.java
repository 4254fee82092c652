package dev.postern.connect.reachability;

import java.util.UUID;

import dev.postern.rules.evaluation.Identity;
import org.jspecify.annotations.Nullable;

/**
 * What a query assumes about every person, so that conditions become answers.
 *
 * @param country where they come from, as {@link Identity#fromCountry} takes it
 * @param address the IP address they come from, as {@link Identity#fromAddress} takes it
 * @param provider the identity provider they log in through, as policies name it
 */
public record WhatIf(@Nullable String country, @Nullable String address, @Nullable UUID provider) {

	/** Assumes nothing. */
	public static final WhatIf NOTHING = new WhatIf(null, null, null);

	Identity of(Identity identity) {
		Identity supposed = identity;
		supposed = (this.country != null) ? supposed.fromCountry(this.country) : supposed;
		supposed = (this.address != null) ? supposed.fromAddress(this.address) : supposed;
		return (this.provider != null) ? supposed.loggedInThrough(this.provider) : supposed;
	}

}

package dev.postern.connect.web;

import java.util.UUID;

import dev.postern.connect.reachability.WhatIf;
import dev.postern.kernel.InvalidInput;
import dev.postern.rules.Selector;
import dev.postern.rules.evaluation.Identity;
import dev.postern.ui.input.FilterParser;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a what-if query. */
public final class WhatIfQuery {

	private WhatIfQuery() {
	}

	public static WhatIf parse(FilterParser parser, @Nullable String country, @Nullable String ip,
			@Nullable String provider) {
		return new WhatIf(parser.parse(() -> country(country)), parser.parse(() -> address(ip)),
				parser.parse(() -> provider(provider)));
	}

	private static @Nullable String country(@Nullable String country) {
		try {
			return (country != null) ? new Selector.Country(country).code() : null;
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of("country", country, "connect.error.country");
		}
	}

	private static @Nullable String address(@Nullable String ip) {
		if (ip != null) {
			try {
				Identity.somebody().fromAddress(ip);
			}
			catch (IllegalArgumentException ex) {
				throw InvalidInput.of("ip", ip, "connect.error.ip");
			}
		}
		return ip;
	}

	private static @Nullable UUID provider(@Nullable String provider) {
		try {
			return (provider != null) ? UUID.fromString(provider) : null;
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of("provider", provider, "connect.error.provider");
		}
	}

}

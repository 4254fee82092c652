package dev.postern.connect.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import dev.postern.connect.reachability.AccessVerdict;
import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.FilterParser;
import org.jspecify.annotations.Nullable;

/**
 * The filters as they stand in the addresses of pages and of the API.
 *
 * @param q part of a name or address
 * @param access allowed, depends or denied
 * @param country the country that people are supposed to come from
 * @param ip the address that people are supposed to come from
 * @param provider the identity provider that people are supposed to log in through
 */
record ReachQuery(@Nullable String q, @Nullable String access, @Nullable String country, @Nullable String ip,
		@Nullable String provider) {

	static final ReachQuery EMPTY = new ReachQuery(null, null, null, null, null);

	ReachQuery {
		q = FilterParser.trimToNull(q);
		access = FilterParser.trimToNull(access);
		country = FilterParser.trimToNull(country);
		ip = FilterParser.trimToNull(ip);
		provider = FilterParser.trimToNull(provider);
	}

	public boolean narrows() {
		return !equals(EMPTY);
	}

	/** Reads the filter; the exception names every value that cannot be read. */
	ReachFilter filter() {
		FilterParser parser = new FilterParser();
		WhatIf whatIf = WhatIfQuery.parse(parser, this.country, this.ip, this.provider);
		ReachFilter filter = new ReachFilter(EmailAddress.sought(Objects.requireNonNullElse(this.q, "")),
				parser.parse(this::verdict), whatIf);
		parser.throwIfInvalid();
		return filter;
	}

	/** The person who is looked for, if a whole address was entered. */
	Optional<EmailAddress> person() {
		try {
			return Optional.ofNullable(this.q).map(EmailAddress::of);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private @Nullable AccessVerdict verdict() {
		String wanted = this.access;
		return (wanted == null) ? null
				: Arrays.stream(AccessVerdict.values())
					.filter((verdict) -> verdict.name().equalsIgnoreCase(wanted))
					.findFirst()
					.orElseThrow(() -> InvalidInput.of("access", wanted, "connect.error.access"));
	}

	/**
	 * The filter with its values read.
	 *
	 * @param text in lower case; empty for all
	 * @param verdict {@code null} for all
	 */
	record ReachFilter(String text, @Nullable AccessVerdict verdict, WhatIf whatIf) {

		boolean admitsPerson(Reach reach) {
			return admits(reach.verdict()) && (reach.person().email().value().contains(this.text)
					|| reach.person().name().toLowerCase(Locale.ROOT).contains(this.text));
		}

		boolean admitsServer(Reach reach) {
			return admits(reach.verdict()) && (reach.server().spec().name().toLowerCase(Locale.ROOT).contains(this.text)
					|| reach.server().spec().hostname().value().contains(this.text));
		}

		private boolean admits(AccessVerdict verdict) {
			return this.verdict == null || this.verdict == verdict;
		}

	}

}

package dev.postern.connect.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.connect.reachability.AccessVerdict;
import dev.postern.connect.reachability.ReachOverview.PersonTally;
import dev.postern.connect.reachability.ReachOverview.ServerTally;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.ServerSpec;
import dev.postern.ui.input.FilterParser;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filters of the overview as they stand in its address.
 *
 * @param by servers or people
 * @param sort name, or by which verdict most come first: allowed, depends
 */
record OverviewQuery(@Nullable String by, @Nullable String q, @Nullable String sort, @Nullable String country,
		@Nullable String ip, @Nullable String provider) {

	private static final String PEOPLE = "people";

	OverviewQuery {
		by = PEOPLE.equals(by) ? PEOPLE : null;
		q = FilterParser.trimToNull(q);
		sort = FilterParser.trimToNull(sort);
		country = FilterParser.trimToNull(country);
		ip = FilterParser.trimToNull(ip);
		provider = FilterParser.trimToNull(provider);
	}

	public boolean byPeople() {
		return this.by != null;
	}

	public boolean narrows() {
		return !equals(new OverviewQuery(this.by, null, null, null, null, null));
	}

	/**
	 * What is supposed of people, as an address goes on with it; empty when nothing is.
	 */
	String supposed() {
		return UriComponentsBuilder.newInstance()
			.queryParamIfPresent("country", Optional.ofNullable(this.country))
			.queryParamIfPresent("ip", Optional.ofNullable(this.ip))
			.queryParamIfPresent("provider", Optional.ofNullable(this.provider))
			.build()
			.encode()
			.toUriString();
	}

	/** Reads the filter; the exception names every value that cannot be read. */
	OverviewFilter filter() {
		FilterParser parser = new FilterParser();
		WhatIf whatIf = WhatIfQuery.parse(parser, this.country, this.ip, this.provider);
		OverviewFilter filter = new OverviewFilter(EmailAddress.sought(Objects.requireNonNullElse(this.q, "")),
				parser.parse(this::most), whatIf);
		parser.throwIfInvalid();
		return filter;
	}

	private @Nullable AccessVerdict most() {
		String wanted = this.sort;
		return (wanted == null || wanted.equals("name")) ? null
				: Arrays.stream(AccessVerdict.values())
					.filter((verdict) -> verdict.name().equalsIgnoreCase(wanted))
					.findFirst()
					.orElseThrow(() -> InvalidInput.of("sort", wanted, "connect.error.sort"));
	}

	/**
	 * The filter with its values read.
	 *
	 * @param text in lower case; empty for all
	 * @param most rows with most of it come first; {@code null} for the order of names
	 */
	record OverviewFilter(String text, @Nullable AccessVerdict most, WhatIf whatIf) {

		boolean admits(ServerTally row) {
			ServerSpec spec = row.server().spec();
			return Stream
				.concat(Stream.of(spec.name(), spec.hostname().value(), spec.description()), spec.tags().stream())
				.anyMatch((value) -> value.toLowerCase(Locale.ROOT).contains(this.text));
		}

		boolean admits(PersonTally row) {
			return row.person().email().value().contains(this.text)
					|| row.person().name().toLowerCase(Locale.ROOT).contains(this.text);
		}

		KeysetPager<ServerTally> serverPager() {
			AccessVerdict most = this.most;
			return new KeysetPager<>((row) -> (most == null) ? row.server().spec().name()
					: KeysetPager.descending(row.tally().of(most), row.server().spec().name()));
		}

		KeysetPager<PersonTally> personPager() {
			AccessVerdict most = this.most;
			return new KeysetPager<>((row) -> (most == null) ? row.person().email().value()
					: KeysetPager.descending(row.tally().of(most), row.person().email().value()));
		}

	}

}

package dev.postern.connect.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

import dev.postern.connect.reachability.ReachOverview.OfPerson;
import dev.postern.connect.reachability.ReachOverview.OfServer;
import dev.postern.connect.reachability.Verdict;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.FilterReader;
import org.jspecify.annotations.Nullable;

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
		q = FilterReader.filled(q);
		sort = FilterReader.filled(sort);
		country = FilterReader.filled(country);
		ip = FilterReader.filled(ip);
		provider = FilterReader.filled(provider);
	}

	public boolean byPeople() {
		return this.by != null;
	}

	public boolean narrows() {
		return !equals(new OverviewQuery(this.by, null, null, null, null, null));
	}

	/** Reads the filter; the exception names every value that cannot be read. */
	Filter filter() {
		FilterReader reader = new FilterReader();
		WhatIf whatIf = Supposed.read(reader, this.country, this.ip, this.provider);
		Filter filter = new Filter(Objects.requireNonNullElse(this.q, "").toLowerCase(Locale.ROOT),
				reader.read(this::most), whatIf);
		reader.refuseWhatIsWrong();
		return filter;
	}

	private @Nullable Verdict most() {
		String wanted = this.sort;
		return (wanted == null || wanted.equals("name")) ? null
				: Arrays.stream(Verdict.values())
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
	record Filter(String text, @Nullable Verdict most, WhatIf whatIf) {

		boolean admits(OfServer row) {
			return row.server().spec().name().toLowerCase(Locale.ROOT).contains(this.text)
					|| row.server().spec().hostname().value().contains(this.text);
		}

		boolean admits(OfPerson row) {
			return row.person().email().value().contains(this.text)
					|| row.person().name().toLowerCase(Locale.ROOT).contains(this.text);
		}

		Cut<OfServer> cutOfServers() {
			Verdict most = this.most;
			return new Cut<>((row) -> (most == null) ? row.server().spec().name()
					: Cut.mostFirst(row.tally().of(most), row.server().spec().name()));
		}

		Cut<OfPerson> cutOfPeople() {
			Verdict most = this.most;
			return new Cut<>((row) -> (most == null) ? row.person().email().value()
					: Cut.mostFirst(row.tally().of(most), row.person().email().value()));
		}

	}

}

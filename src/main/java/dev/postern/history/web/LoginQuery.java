package dev.postern.history.web;

import java.net.InetAddress;
import java.time.ZoneId;
import java.util.Arrays;

import dev.postern.history.LoginFilter;
import dev.postern.history.LoginFilter.Outcome;
import dev.postern.kernel.InvalidInput;
import dev.postern.rules.Selector;
import dev.postern.ui.input.FilterParser;
import dev.postern.ui.input.TimeInput;
import org.jspecify.annotations.Nullable;

/** The filters as they stand in the address of the page and of the API. */
record LoginQuery(@Nullable String since, @Nullable String until, @Nullable String person, @Nullable String server,
		@Nullable String outcome, @Nullable String ip, @Nullable String country) {

	static final LoginQuery EMPTY = new LoginQuery(null, null, null, null, null, null, null);

	LoginQuery {
		since = FilterParser.trimToNull(since);
		until = FilterParser.trimToNull(until);
		person = FilterParser.trimToNull(person);
		server = FilterParser.trimToNull(server);
		outcome = FilterParser.trimToNull(outcome);
		ip = FilterParser.trimToNull(ip);
		country = FilterParser.trimToNull(country);
	}

	public boolean narrows() {
		return !equals(EMPTY);
	}

	/** Reads the filter; the exception names every value that cannot be read. */
	LoginFilter filter(ZoneId zone) {
		FilterParser parser = new FilterParser();
		LoginFilter filter = new LoginFilter(parser.parse(() -> TimeInput.start("since", this.since, zone)),
				parser.parse(() -> TimeInput.end("until", this.until, zone)), this.person, this.server,
				parser.parse(this::wantedOutcome), parser.parse(this::address), parser.parse(this::countryCode));
		parser.throwIfInvalid();
		return filter;
	}

	private @Nullable Outcome wantedOutcome() {
		String wanted = this.outcome;
		return (wanted == null) ? null
				: Arrays.stream(Outcome.values())
					.filter((value) -> value.name().equalsIgnoreCase(wanted))
					.findFirst()
					.orElseThrow(() -> InvalidInput.of("outcome", wanted, "history.error.outcome"));
	}

	private @Nullable String address() {
		String wanted = this.ip;
		if (wanted == null) {
			return null;
		}
		try {
			if (wanted.indexOf('%') >= 0) {
				throw new IllegalArgumentException("zone of " + wanted);
			}
			String[] parts = wanted.split("/", 2);
			InetAddress address = InetAddress.ofLiteral(parts[0]);
			int bits = address.getAddress().length * 8;
			int prefix = (parts.length > 1) ? Integer.parseInt(parts[1]) : bits;
			if (prefix < 0 || prefix > bits) {
				throw new IllegalArgumentException("prefix of " + wanted);
			}
			return address.getHostAddress() + "/" + prefix;
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of("ip", wanted, "history.error.ip");
		}
	}

	private @Nullable String countryCode() {
		String wanted = this.country;
		try {
			return (wanted != null) ? new Selector.Country(wanted).code() : null;
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of("country", wanted, "history.error.country");
		}
	}

}

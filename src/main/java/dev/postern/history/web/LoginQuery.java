package dev.postern.history.web;

import java.net.InetAddress;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import dev.postern.history.LoginFilter;
import dev.postern.history.LoginFilter.Outcome;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.TimeText;
import org.jspecify.annotations.Nullable;

/** The filters as they stand in the address of the page and of the API. */
record LoginQuery(@Nullable String since, @Nullable String until, @Nullable String person, @Nullable String server,
		@Nullable String outcome, @Nullable String ip, @Nullable String country) {

	static final LoginQuery EMPTY = new LoginQuery(null, null, null, null, null, null, null);

	LoginQuery {
		since = filled(since);
		until = filled(until);
		person = filled(person);
		server = filled(server);
		outcome = filled(outcome);
		ip = filled(ip);
		country = filled(country);
	}

	public boolean narrows() {
		return !equals(EMPTY);
	}

	/** The filter that is meant; every value that cannot be read is named. */
	LoginFilter filter(ZoneId zone) {
		List<FieldProblem> problems = new ArrayList<>();
		LoginFilter filter = new LoginFilter(read(() -> TimeText.start("since", this.since, zone), problems),
				read(() -> TimeText.end("until", this.until, zone), problems), this.person, this.server,
				read(this::wantedOutcome, problems), read(this::address, problems), read(this::countryCode, problems));
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
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
		if (wanted != null && !wanted.matches("[A-Za-z][A-Za-z0-9]")) {
			throw InvalidInput.of("country", wanted, "history.error.country");
		}
		return (wanted != null) ? wanted.toUpperCase(Locale.ROOT) : null;
	}

	private static <T> @Nullable T read(Supplier<@Nullable T> value, List<FieldProblem> problems) {
		try {
			return value.get();
		}
		catch (InvalidInput ex) {
			problems.addAll(ex.problems());
			return null;
		}
	}

	private static @Nullable String filled(@Nullable String text) {
		return Optional.ofNullable(text).map(String::strip).filter((stripped) -> !stripped.isEmpty()).orElse(null);
	}

}

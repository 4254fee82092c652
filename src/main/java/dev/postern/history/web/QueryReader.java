package dev.postern.history.web;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

import dev.postern.history.search.Grouping;
import dev.postern.history.search.KnownServers;
import dev.postern.history.search.LoginFilter;
import dev.postern.history.search.LoginFilter.Outcome;
import dev.postern.history.search.LoginGroup;
import dev.postern.history.search.PersonTerm;
import dev.postern.history.search.ServerTerm;
import dev.postern.history.search.Terms;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.rules.Selector;
import dev.postern.servers.ServerLives;
import dev.postern.ui.input.FilterParser;
import dev.postern.ui.input.TimeInput;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Reads what stands in an address as a filter. */
@Component
class QueryReader {

	private final ServerLives lives;

	private final Clock clock;

	QueryReader(ServerLives lives, Clock clock) {
		this.lives = lives;
		this.clock = clock;
	}

	/**
	 * The filter.
	 * @throws InvalidInput naming every value that cannot be read
	 */
	LoginFilter filter(LoginQuery query, ZoneId zone) {
		return filter(query, zone, servers(query));
	}

	LoginFilter filter(LoginQuery query, ZoneId zone, KnownServers known) {
		FilterParser parser = new FilterParser();
		Instant now = this.clock.instant();
		Optional<Period> period = Optional.ofNullable(parser.parse(() -> period(query)));
		Instant since = parser.parse(() -> TimeInput.start("since", query.since(), zone));
		Instant until = parser.parse(() -> TimeInput.end("until", query.until(), zone));
		LoginFilter filter = new LoginFilter(period.map((each) -> each.from(now, zone)).orElse(since),
				period.map((each) -> each.to(now, zone)).orElse(until),
				terms(parser, query, Property.SERVER, (field, value) -> server(value, known)),
				terms(parser, query, Property.PERSON, (field, value) -> person(value)),
				terms(parser, query, Property.COUNTRY, QueryReader::country),
				terms(parser, query, Property.PROVIDER, (field, value) -> isUnknown(value) ? "" : small(value)),
				terms(parser, query, Property.IP, QueryReader::address),
				terms(parser, query, Property.OUTCOME, QueryReader::outcome));
		parser.throwIfInvalid();
		return filter;
	}

	/** The servers that the query names by their ids. */
	KnownServers servers(LoginQuery query) {
		Terms<String> terms = query.terms(Property.SERVER);
		return KnownServers.of(Stream.concat(terms.is().stream(), terms.isNot().stream())
			.flatMap((value) -> id(value).stream())
			.toList(), List.of(), this.lives);
	}

	static Optional<ServerId> id(String value) {
		try {
			return Optional.of(ServerId.of(value)).filter((id) -> id.toString().equalsIgnoreCase(value));
		}
		catch (IllegalArgumentException _) {
			return Optional.empty();
		}
	}

	static boolean isUnknown(String value) {
		return value.equalsIgnoreCase(LoginGroup.UNKNOWN);
	}

	static Grouping grouping(String field, String value) {
		return Arrays.stream(Grouping.values())
			.filter((grouping) -> grouping.name().equalsIgnoreCase(value))
			.findFirst()
			.orElseThrow(() -> InvalidInput.of(field, value, "history.error.group"));
	}

	private static @Nullable Period period(LoginQuery query) {
		String wanted = query.period();
		if (wanted == null) {
			return null;
		}
		Period period = Period.of(wanted);
		if (query.since() != null || query.until() != null) {
			throw InvalidInput.of("period", wanted, "history.error.period-and-times");
		}
		return period;
	}

	private static <T> Terms<T> terms(FilterParser parser, LoginQuery query, Property property,
			BiFunction<String, String, T> reading) {
		Terms<String> texts = query.terms(property);
		return new Terms<>(read(parser, property.parameter(), texts.is(), reading),
				read(parser, property.negation(), texts.isNot(), reading));
	}

	private static <T> List<T> read(FilterParser parser, String field, List<String> values,
			BiFunction<String, String, T> reading) {
		return values.stream()
			.flatMap((value) -> Optional.ofNullable(parser.<T>parse(() -> reading.apply(field, value))).stream())
			.toList();
	}

	private static ServerTerm server(String value, KnownServers known) {
		if (value.startsWith(LoginGroup.FOREIGN)) {
			return new ServerTerm.Foreign(small(value.substring(LoginGroup.FOREIGN.length())));
		}
		return id(value).<ServerTerm>map((id) -> new ServerTerm.Known(id, known.hostnames(id)))
			.orElseGet(() -> new ServerTerm.Named(value));
	}

	private static PersonTerm person(String value) {
		return isUnknown(value) ? PersonTerm.NOBODY : new PersonTerm(value);
	}

	private static String country(String field, String value) {
		try {
			return isUnknown(value) ? "" : new Selector.Country(value).code();
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of(field, value, "history.error.country");
		}
	}

	private static Outcome outcome(String field, String value) {
		return Arrays.stream(Outcome.values())
			.filter((outcome) -> outcome.name().equalsIgnoreCase(value))
			.findFirst()
			.orElseThrow(() -> InvalidInput.of(field, value, "history.error.outcome"));
	}

	private static String address(String field, String value) {
		if (isUnknown(value)) {
			return "";
		}
		try {
			if (value.indexOf('%') >= 0) {
				throw new IllegalArgumentException("zone of " + value);
			}
			String[] parts = value.split("/", 2);
			InetAddress address = InetAddress.ofLiteral(parts[0]);
			int bits = address.getAddress().length * 8;
			int prefix = (parts.length > 1) ? Integer.parseInt(parts[1]) : bits;
			if (prefix < 0 || prefix > bits) {
				throw new IllegalArgumentException("prefix of " + value);
			}
			return Objects.requireNonNull(address.getHostAddress()) + "/" + prefix;
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of(field, value, "history.error.ip");
		}
	}

	private static String small(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

}

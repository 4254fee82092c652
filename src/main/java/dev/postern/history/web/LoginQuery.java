package dev.postern.history.web;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.postern.history.search.Terms;
import dev.postern.ui.QueryString;
import dev.postern.ui.input.FilterParser;
import dev.postern.ui.input.RepeatedValues;
import io.swagger.v3.oas.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The filters as they stand in the addresses of the page, of the export and of the API.
 */
record LoginQuery(@Parameter(description = "The first moment or day") @Nullable String since,
		@Parameter(description = "The end: a moment, which is left out, or a day, which is not") @Nullable String until,
		@Parameter(
				description = "In place of since and until: day, week and month are the last 24 hours, 7 and 30 days; "
						+ "this-week, last-week and last-month are those of the calendar, and weeks begin on Monday") @Nullable String period,
		@Parameter(
				description = "A server's id, whether or not it is still registered, with logins to its hostname from before and after; "
						+ "app: with a hostname for logins that were to no server; or a part of a server's or application's name. Several: any of them") List<String> server,
		@Parameter(description = "No login to any of these servers") List<String> notServer,
		@Parameter(
				description = "A whole address, a part of one, or unknown for logins that name nobody. Several: any of them") List<String> person,
		@Parameter(description = "No login by any of these") List<String> notPerson,
		@Parameter(
				description = "Two letters as in ISO 3166-1, XK, T1 for Tor, or unknown. Several: any of them") List<String> country,
		@Parameter(
				description = "No login from any of these countries; those from nobody knows where are listed") List<String> notCountry,
		@Parameter(
				description = "How somebody signed in, for example onetimepin, or unknown. Several: any of them") List<String> provider,
		@Parameter(description = "No login that came this way") List<String> notProvider,
		@Parameter(
				description = "An IP address or a range like 198.51.100.0/24 or 2001:db8::/32, or unknown. Several: any of them") List<String> ip,
		@Parameter(
				description = "No login from any of these; those without a known address are listed") List<String> notIp,
		@Parameter(description = "allowed, refused, unexplained (let through although no policy lets the person in) "
				+ "or foreign (to no server of Postern). Several: any of them") List<String> outcome,
		@Parameter(description = "No login of any of these outcomes") List<String> notOutcome) {

	static final LoginQuery EMPTY = of(null, null, null, Map.of());

	LoginQuery {
		since = FilterParser.trimToNull(since);
		until = FilterParser.trimToNull(until);
		period = FilterParser.trimToNull(period);
		server = RepeatedValues.of(server);
		notServer = RepeatedValues.of(notServer);
		person = RepeatedValues.of(person);
		notPerson = RepeatedValues.of(notPerson);
		country = RepeatedValues.of(country);
		notCountry = RepeatedValues.of(notCountry);
		provider = RepeatedValues.of(provider);
		notProvider = RepeatedValues.of(notProvider);
		ip = RepeatedValues.of(ip);
		notIp = RepeatedValues.of(notIp);
		outcome = RepeatedValues.of(outcome);
		notOutcome = RepeatedValues.of(notOutcome);
	}

	private static LoginQuery of(@Nullable String since, @Nullable String until, @Nullable String period,
			Map<Property, Terms<String>> terms) {
		Terms<String> servers = terms.getOrDefault(Property.SERVER, Terms.open());
		Terms<String> people = terms.getOrDefault(Property.PERSON, Terms.open());
		Terms<String> countries = terms.getOrDefault(Property.COUNTRY, Terms.open());
		Terms<String> providers = terms.getOrDefault(Property.PROVIDER, Terms.open());
		Terms<String> addresses = terms.getOrDefault(Property.IP, Terms.open());
		Terms<String> outcomes = terms.getOrDefault(Property.OUTCOME, Terms.open());
		return new LoginQuery(since, until, period, servers.is(), servers.isNot(), people.is(), people.isNot(),
				countries.is(), countries.isNot(), providers.is(), providers.isNot(), addresses.is(), addresses.isNot(),
				outcomes.is(), outcomes.isNot());
	}

	public boolean narrows() {
		return !equals(EMPTY);
	}

	/** What is asked of a property. */
	public Terms<String> terms(Property property) {
		return switch (property) {
			case SERVER -> new Terms<>(this.server, this.notServer);
			case PERSON -> new Terms<>(this.person, this.notPerson);
			case COUNTRY -> new Terms<>(this.country, this.notCountry);
			case PROVIDER -> new Terms<>(this.provider, this.notProvider);
			case IP -> new Terms<>(this.ip, this.notIp);
			case OUTCOME -> new Terms<>(this.outcome, this.notOutcome);
		};
	}

	/** The same with something else asked of a property. */
	LoginQuery with(Property property, Terms<String> terms) {
		Map<Property, Terms<String>> all = new EnumMap<>(Property.class);
		for (Property each : Property.values()) {
			all.put(each, terms(each));
		}
		all.put(property, terms);
		return of(this.since, this.until, this.period, all);
	}

	/** The same with one more value. */
	LoginQuery and(Property property, boolean wanted, String value) {
		Terms<String> terms = terms(property);
		return with(property, wanted ? new Terms<>(plus(terms.is(), value), terms.isNot())
				: new Terms<>(terms.is(), plus(terms.isNot(), value)));
	}

	/** The same without a value. */
	LoginQuery without(Property property, boolean wanted, String value) {
		Terms<String> terms = terms(property);
		return with(property, wanted ? new Terms<>(minus(terms.is(), value), terms.isNot())
				: new Terms<>(terms.is(), minus(terms.isNot(), value)));
	}

	/** The same in another time. */
	LoginQuery in(@Nullable String since, @Nullable String until, @Nullable String period) {
		return new LoginQuery(since, until, period, this.server, this.notServer, this.person, this.notPerson,
				this.country, this.notCountry, this.provider, this.notProvider, this.ip, this.notIp, this.outcome,
				this.notOutcome);
	}

	/** All of it as the query of an address, with something of the page's own behind. */
	String address(String... more) {
		QueryString address = new QueryString().add("since", this.since)
			.add("until", this.until)
			.add("period", this.period);
		for (Property property : Property.values()) {
			address.add(property.parameter(), terms(property).is()).add(property.negation(), terms(property).isNot());
		}
		for (int i = 0; i + 1 < more.length; i += 2) {
			address.add(more[i], more[i + 1]);
		}
		return address.toString();
	}

	private static List<String> plus(List<String> values, String value) {
		List<String> all = new ArrayList<>(values);
		all.add(value);
		return all;
	}

	private static List<String> minus(List<String> values, String value) {
		return values.stream().filter((each) -> !Objects.equals(each, value)).toList();
	}

}

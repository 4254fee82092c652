package dev.postern.history.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.postern.history.search.KnownServers;
import dev.postern.history.search.LoginFilter;
import dev.postern.history.search.LoginGroup;
import dev.postern.history.search.PersonTerm;
import dev.postern.history.search.Terms;
import dev.postern.identity.traces.AddressText;
import dev.postern.servers.ServerLife;
import dev.postern.ui.Chip;
import dev.postern.ui.CountryNames;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Says in words what a filter asks for. */
@Component
class FilterWords {

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

	private final MessageSource messages;

	private final CountryNames countries;

	FilterWords(MessageSource messages) {
		this.messages = messages;
		this.countries = new CountryNames(messages);
	}

	/**
	 * Each condition, with the way to the same filter without it.
	 * @param more what else stands in the address
	 */
	List<Chip> chips(LoginQuery query, LoginFilter filter, KnownServers servers, ZoneId zone, String... more) {
		List<Chip> chips = new ArrayList<>();
		if (query.period() != null) {
			chips.add(new Chip(period(query.period(), filter, zone), query.in(null, null, null).address(more)));
		}
		if (query.since() != null && filter.from() != null) {
			chips.add(new Chip(text("history.chip.since", moment(filter.from(), zone)),
					query.in(null, query.until(), null).address(more)));
		}
		if (query.until() != null && filter.to() != null) {
			chips.add(new Chip(text("history.chip.until", moment(filter.to(), zone)),
					query.in(query.since(), null, null).address(more)));
		}
		for (Property property : Property.values()) {
			Terms<String> terms = query.terms(property);
			terms.is()
				.forEach((value) -> chips.add(new Chip(condition(property, true, value, servers),
						query.without(property, true, value).address(more))));
			terms.isNot()
				.forEach((value) -> chips.add(new Chip(condition(property, false, value, servers),
						query.without(property, false, value).address(more))));
		}
		return chips;
	}

	/** A value by the name that people know it by. */
	String value(Property property, String value, KnownServers servers) {
		if (QueryReader.isUnknown(value) && property != Property.SERVER) {
			return text("history.unknown." + property.parameter());
		}
		return switch (property) {
			case SERVER -> server(value, servers);
			case PERSON, PROVIDER -> value;
			case COUNTRY -> country(value);
			case IP -> AddressText.of(value);
			case OUTCOME -> text("history.outcome." + value.toLowerCase(Locale.ROOT));
		};
	}

	private String condition(Property property, boolean wanted, String value, KnownServers servers) {
		return text(sentence(isPart(property, value), wanted), text("history.filter." + property.parameter()),
				value(property, value, servers));
	}

	private static String sentence(boolean part, boolean wanted) {
		if (part) {
			return wanted ? "history.chip.has" : "history.chip.has-not";
		}
		return wanted ? "history.chip.is" : "history.chip.is-not";
	}

	private static boolean isPart(Property property, String value) {
		return switch (property) {
			case SERVER -> !value.startsWith(LoginGroup.FOREIGN) && QueryReader.id(value).isEmpty();
			case PERSON -> !QueryReader.isUnknown(value) && !new PersonTerm(value).whole();
			case COUNTRY, PROVIDER, IP, OUTCOME -> false;
		};
	}

	private String server(String value, KnownServers servers) {
		if (value.startsWith(LoginGroup.FOREIGN)) {
			String hostname = value.substring(LoginGroup.FOREIGN.length());
			return hostname.isEmpty() ? text("history.unknown.server") : text("history.chip.foreign", hostname);
		}
		return QueryReader.id(value).flatMap(servers::find).map(ServerLife::name).orElse(value);
	}

	private String country(String code) {
		String capitals = code.toUpperCase(Locale.ROOT);
		String name = this.countries.of(capitals);
		return name.equals(capitals) ? capitals : text("history.chip.country", name, capitals);
	}

	private String period(String code, LoginFilter filter, ZoneId zone) {
		String name = text("history.period." + Period.of(code).code());
		Instant from = filter.from();
		Instant to = filter.to();
		return (from == null || to == null) ? name : text("history.chip.period", name, DAY.format(from.atZone(zone)),
				DAY.format(to.minusSeconds(1).atZone(zone)));
	}

	private static String moment(Instant moment, ZoneId zone) {
		return MINUTE.format(moment.atZone(zone));
	}

	private String text(String key, Object... args) {
		return this.messages.getMessage(key, args, Locale.ENGLISH);
	}

}

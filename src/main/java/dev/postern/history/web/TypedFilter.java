package dev.postern.history.web;

import java.util.List;
import java.util.Optional;

import dev.postern.history.search.LoginGroup;
import dev.postern.rules.Selector;
import dev.postern.servers.ServerLife;
import dev.postern.servers.ServerLives;
import dev.postern.ui.CountryNames;
import dev.postern.ui.input.TypedFields;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What somebody typed into the fields of the filter bar: values that come to those that
 * the address holds. The page is then shown at the address that holds them all.
 */
@Component
class TypedFilter {

	private final ServerLives lives;

	private final CountryNames countries;

	TypedFilter(ServerLives lives, MessageSource messages) {
		this.lives = lives;
		this.countries = new CountryNames(messages);
	}

	/** The query with what was typed; empty where nothing was typed. */
	Optional<LoginQuery> added(LoginQuery query, HttpServletRequest request) {
		LoginQuery all = query;
		if (query.period() != null && (query.since() != null || query.until() != null)) {
			all = query.in(query.since(), query.until(), null);
		}
		for (Property property : Property.values()) {
			boolean wanted = TypedFields.wanted(request, property.parameter());
			for (String text : TypedFields.of(request, property.parameter())) {
				for (String value : values(property, text)) {
					all = all.without(property, wanted, value).and(property, wanted, value);
				}
			}
		}
		return TypedFields.any(request) ? Optional.of(all) : Optional.empty();
	}

	private String code(String text) {
		return Selector.Country.codes()
			.stream()
			.filter((code) -> this.countries.of(code).equalsIgnoreCase(text))
			.findFirst()
			.orElse(text);
	}

	/** A name that is that of servers means them, whatever they are called later. */
	private List<String> values(Property property, String text) {
		if (property == Property.COUNTRY) {
			return List.of(code(text));
		}
		if (property != Property.SERVER || text.startsWith(LoginGroup.FOREIGN)) {
			return List.of(text);
		}
		List<ServerLife> called = this.lives.called(text);
		return called.isEmpty() ? List.of(text) : called.stream().map((life) -> life.id().toString()).toList();
	}

}

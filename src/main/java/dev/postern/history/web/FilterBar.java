package dev.postern.history.web;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.postern.history.search.Logins;
import dev.postern.history.search.RememberedLogins;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.ServerLives;
import dev.postern.ui.CountryNames;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What the fields of the filter bar offer, and what stands in them. */
@Component
class FilterBar {

	/** Who has more types a part of the name. */
	private static final int MOST_OFFERED = 50;

	private final ServerLives servers;

	private final Logins logins;

	private final RememberedLogins remembered;

	private final CountryNames countries;

	FilterBar(ServerLives servers, Logins logins, RememberedLogins remembered, MessageSource messages) {
		this.servers = servers;
		this.logins = logins;
		this.remembered = remembered;
		this.countries = new CountryNames(messages);
	}

	void offer(ModelAndView page) {
		page.addObject("properties", Property.values());
		page.addObject("known", new KnownValues(this.servers.names(MOST_OFFERED),
				this.remembered.answer(SeenValues.class, this::seen)));
		page.addObject("outcomes", List.of("allowed", "refused", "unexplained", "foreign"));
		page.addObject("typed", Map.of());
	}

	private SeenValues seen() {
		return new SeenValues(this.logins.people(MOST_OFFERED), this.logins.providers(MOST_OFFERED),
				this.logins.countries(MOST_OFFERED).stream().map(this.countries::of).sorted().toList());
	}

	/** The same problems, at the fields into which people type. */
	static InvalidInput atFields(InvalidInput wrong) {
		return new InvalidInput(wrong.problems()
			.stream()
			.map((problem) -> new FieldProblem(property(problem).map(Property::parameter).orElse(problem.field()),
					problem.value(), problem.code(), problem.args()))
			.toList());
	}

	/** The wrong values stand in the fields, to be mended. */
	static Map<Property, Typed> typed(InvalidInput wrong) {
		Map<Property, Typed> typed = new EnumMap<>(Property.class);
		wrong.problems()
			.forEach((problem) -> property(problem).ifPresent((property) -> typed.merge(property,
					new Typed(problem.value(), !problem.field().equals(property.negation())), Typed::and)));
		return typed;
	}

	/** The query without what is wrong with it. */
	static LoginQuery withoutWrong(LoginQuery query, InvalidInput wrong) {
		LoginQuery rest = query;
		for (FieldProblem problem : wrong.problems()) {
			Optional<Property> property = property(problem);
			if (property.isPresent()) {
				boolean wanted = !problem.field().equals(property.get().negation());
				rest = rest.without(property.get(), wanted, problem.value());
			}
			else {
				rest = rest.in(unless("since", problem, rest.since()), unless("until", problem, rest.until()),
						unless("period", problem, rest.period()));
			}
		}
		return rest;
	}

	private static @Nullable String unless(String field, FieldProblem problem, @Nullable String value) {
		return problem.field().equals(field) ? null : value;
	}

	private static Optional<Property> property(FieldProblem problem) {
		return Arrays.stream(Property.values())
			.filter((property) -> problem.field().equals(property.parameter())
					|| problem.field().equals(property.negation()))
			.findFirst();
	}

	/** What the fields offer. */
	record KnownValues(List<String> serverNames, SeenValues seen) {
	}

	/** What there was in logins. */
	record SeenValues(List<String> people, List<String> providers, List<String> countries) {
	}

	/**
	 * What stands in a field.
	 *
	 * @param wanted whether it is to be so, or not
	 */
	record Typed(String text, boolean wanted) {

		Typed and(Typed other) {
			return new Typed(Objects.equals(this.text, other.text) ? this.text : this.text + ", " + other.text,
					this.wanted);
		}

	}

}

package dev.postern.audit.web;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.postern.audit.AuditFilter;
import dev.postern.audit.AuditNames;
import dev.postern.ui.Chip;
import dev.postern.ui.input.TypedFields;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * The filter bar of the audit: what it offers, what was typed, what it asks for in words.
 */
@Component
class AuditBar {

	private static final int MOST_OFFERED = 50;

	private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);

	private final AuditNames names;

	private final MessageSource messages;

	AuditBar(AuditNames names, MessageSource messages) {
		this.names = names;
		this.messages = messages;
	}

	void offer(ModelAndView page) {
		page.addObject("actorNames", this.names.actors(MOST_OFFERED));
		page.addObject("serverNames", this.names.servers(MOST_OFFERED));
		page.addObject("kinds", ActionKind.values());
		page.addObject("actionWords",
				AuditActions.known()
					.stream()
					.map(this::words)
					.distinct()
					.sorted(String.CASE_INSENSITIVE_ORDER)
					.toList());
	}

	/** The query with what was typed into the fields. */
	AuditQuery added(AuditQuery query, HttpServletRequest request) {
		List<String> actors = TypedFields.of(request, "actor");
		boolean wanted = TypedFields.wanted(request, "actor");
		return query
			.by(wanted ? plus(query.actor(), actors) : query.actor(),
					wanted ? query.notActor() : plus(query.notActor(), actors))
			.about(plus(query.kind(), TypedFields.of(request, "kind")),
					plus(query.action(), TypedFields.of(request, "action").stream().flatMap(this::actions).toList()),
					plus(query.server(), TypedFields.of(request, "server")));
	}

	/** Each condition, with the way to the same filter without it. */
	List<Chip> chips(AuditQuery query, AuditFilter filter, ZoneId zone, @Nullable String zoneName) {
		List<Chip> chips = new ArrayList<>();
		if (filter.from() != null) {
			chips.add(chip("audit.chip.since", MINUTE.format(filter.from().atZone(zone)), query.in(null, query.until()),
					zoneName));
		}
		if (filter.to() != null) {
			chips.add(chip("audit.chip.until", MINUTE.format(filter.to().atZone(zone)), query.in(query.since(), null),
					zoneName));
		}
		add(chips, "audit.chip.actor", query.actor(), (rest) -> query.by(rest, query.notActor()), Function.identity(),
				zoneName);
		add(chips, "audit.chip.not-actor", query.notActor(), (rest) -> query.by(query.actor(), rest),
				Function.identity(), zoneName);
		add(chips, "audit.chip.kind", query.kind(), (rest) -> query.about(rest, query.action(), query.server()),
				(kind) -> text("audit.kind." + ActionKind.of(kind).code()), zoneName);
		add(chips, "audit.chip.action", query.action(), (rest) -> query.about(query.kind(), rest, query.server()),
				(action) -> AuditActions.known().contains(action) ? words(action) : action, zoneName);
		add(chips, "audit.chip.server", query.server(), (rest) -> query.about(query.kind(), query.action(), rest),
				(server) -> this.names.subject(server).orElse(server), zoneName);
		String subject = query.subject();
		Optional<String> named = (subject != null) ? this.names.subject(subject) : Optional.empty();
		add(chips, named.isPresent() ? "audit.chip.subject-is" : "audit.chip.subject", named.orElse(subject),
				query.with(null, query.via(), query.address(), query.q()), zoneName);
		add(chips, "audit.chip.via", query.via(), query.with(query.subject(), null, query.address(), query.q()),
				zoneName);
		add(chips, "audit.chip.address", query.address(), query.with(query.subject(), query.via(), null, query.q()),
				zoneName);
		add(chips, "audit.chip.q", query.q(), query.with(query.subject(), query.via(), query.address(), null),
				zoneName);
		return chips;
	}

	/** Words of an action, or a part of some; else how the action begins. */
	private Stream<String> actions(String text) {
		List<String> exact = AuditActions.known()
			.stream()
			.filter((action) -> words(action).equalsIgnoreCase(text))
			.toList();
		if (!exact.isEmpty()) {
			return exact.stream();
		}
		String part = text.toLowerCase(Locale.ROOT);
		List<String> found = AuditActions.known()
			.stream()
			.filter((action) -> words(action).toLowerCase(Locale.ROOT).contains(part) || action.contains(part))
			.toList();
		return found.isEmpty() ? Stream.of(text) : found.stream();
	}

	private void add(List<Chip> chips, String key, List<String> values, Function<List<String>, AuditQuery> without,
			Function<String, String> words, @Nullable String zone) {
		values.forEach((value) -> chips.add(chip(key, words.apply(value),
				without.apply(values.stream().filter((each) -> !each.equals(value)).toList()), zone)));
	}

	private void add(List<Chip> chips, String key, @Nullable String value, AuditQuery without, @Nullable String zone) {
		if (value != null) {
			chips.add(chip(key, value, without, zone));
		}
	}

	private Chip chip(String key, String value, AuditQuery without, @Nullable String zone) {
		return new Chip(text(key, value), without.link().add("zone", zone).toString());
	}

	private String words(String action) {
		return text("audit.choice." + action);
	}

	private String text(String key, Object... args) {
		return this.messages.getMessage(key, args, Locale.ENGLISH);
	}

	private static List<String> plus(List<String> values, List<String> more) {
		return Stream.concat(values.stream(), more.stream()).distinct().toList();
	}

}

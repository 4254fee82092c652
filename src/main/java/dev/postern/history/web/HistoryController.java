package dev.postern.history.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import dev.postern.history.Gap;
import dev.postern.history.HistoryOverview;
import dev.postern.history.SweepState;
import dev.postern.history.UnreadableLogin;
import dev.postern.history.UnreadableLogins;
import dev.postern.history.search.Figures;
import dev.postern.history.search.Grouping;
import dev.postern.history.search.KnownServers;
import dev.postern.history.search.Login;
import dev.postern.history.search.LoginFigures;
import dev.postern.history.search.LoginFilter;
import dev.postern.history.search.LoginGroup;
import dev.postern.history.search.LoginGroups;
import dev.postern.history.search.Logins;
import dev.postern.history.search.RememberedLogins;
import dev.postern.history.search.Terms;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ServerLives;
import dev.postern.ui.Downloads;
import dev.postern.ui.PartialPageRequests;
import dev.postern.ui.ReaderZone;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import dev.postern.ui.input.RepeatedValues;
import dev.postern.ui.input.TimeInput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The logins for people. */
@Controller
@ForAuditors
class HistoryController {

	private static final int PAGE_SIZE = 50;

	private static final int UNREADABLE_SHOWN = 5;

	private static final int UNEXPLAINED_SHOWN = 5;

	private final Logins logins;

	private final LoginFigures figures;

	private final LoginGroups groups;

	private final RememberedLogins remembered;

	private final HistoryOverview overview;

	private final UnreadableLogins unreadable;

	private final ServerLives lives;

	private final QueryReader reader;

	private final TypedFilter typed;

	private final FilterBar bar;

	private final FilterWords words;

	private final Downloads downloads;

	private final Clock clock;

	private final SpanWords spans;

	HistoryController(Logins logins, LoginFigures figures, LoginGroups groups, RememberedLogins remembered,
			HistoryOverview overview, UnreadableLogins unreadable, ServerLives lives, QueryReader reader,
			TypedFilter typed, FilterBar bar, FilterWords words, Downloads downloads, Clock clock,
			MessageSource messages) {
		this.logins = logins;
		this.figures = figures;
		this.groups = groups;
		this.remembered = remembered;
		this.overview = overview;
		this.unreadable = unreadable;
		this.lives = lives;
		this.reader = reader;
		this.typed = typed;
		this.bar = bar;
		this.words = words;
		this.downloads = downloads;
		this.clock = clock;
		this.spans = new SpanWords(messages);
	}

	@InitBinder
	void takeValuesAsTheyAre(WebDataBinder binder) {
		RepeatedValues.keepWhole(binder);
	}

	/**
	 * What was typed into the filter bar first becomes an address that can be sent on.
	 */
	@GetMapping("/history")
	ModelAndView page(@ModelAttribute("form") LoginQuery form, BindingResult errors,
			@RequestParam(required = false) @Nullable String group,
			@RequestParam(required = false) @Nullable String cursor, HttpServletRequest request) {
		String zoneName = request.getParameter("zone");
		Optional<LoginQuery> typed = this.typed.added(form, request);
		if (typed.isPresent()) {
			return SeeOther.to("/history" + typed.get().address(own(group, zoneName)));
		}
		ZoneId zone = ReaderZone.of(request);
		ModelAndView page = new ModelAndView("history/list");
		page.addObject("zone", zone.getId());
		page.addObject("state", this.overview.state());
		this.bar.offer(page);
		LoginQuery query = form;
		try {
			KnownServers known = this.reader.servers(form);
			LoginFilter filter = this.reader.filter(form, zone, known);
			page.addObject("since", (form.period() == null) ? TimeInput.fieldValue(filter.from(), zone) : null);
			page.addObject("until", (form.period() == null) ? TimeInput.fieldValue(filter.to(), zone) : null);
			show(page, new View(form, filter, known, zone, grouping(group), group, zoneName), cursor);
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, FilterBar.atFields(ex));
			query = FilterBar.withoutWrong(form, ex);
			KnownServers known = this.reader.servers(query);
			page.addObject("typed", FilterBar.typed(ex));
			page.addObject("since", form.since());
			page.addObject("until", form.until());
			page.addObject("chips",
					this.words.chips(query, this.reader.filter(query, zone, known), known, zone, own(group, zoneName)));
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		page.addObject("query", query);
		page.addObject("group", group);
		page.addObject("presets", presets(query, own(group, zoneName)));
		page.addObject("cleared", LoginQuery.EMPTY.address(own(group, zoneName)));
		page.addObject("here", query.address("zone", zone.getId()));
		return page;
	}

	/** One login, whole; within the list when htmx asks. */
	@GetMapping("/history/logins/{key}")
	String login(@PathVariable String key,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		Login login = this.logins.one(key).orElseThrow(LoginNotFound::new);
		model.addAttribute("line", LoginLine.of(login, KnownServers.of(List.of(login), this.lives)));
		return PartialPageRequests.view("history/login", "login-details", htmx);
	}

	@GetMapping(path = "/history/logins.csv")
	void csv(LoginQuery query, HttpServletRequest request, HttpServletResponse response) throws IOException {
		LoginFilter filter = this.reader.filter(query, ReaderZone.of(request));
		LoginCsv csv = new LoginCsv(this.downloads.csv(request, response, "logins.csv"),
				this.overview.gaps(filter.from(), filter.to()));
		this.logins.each(filter, csv::add);
		csv.end();
	}

	private void show(ModelAndView page, View view, @Nullable String cursor) {
		LoginFilter filter = view.filter();
		Instant end = (view.grouping() == null) ? this.logins.endBefore(cursor) : null;
		List<Gap> gaps = this.overview.gaps(filter.from(), filter.to());
		page.addObject("chips", this.words.chips(view.query(), filter, view.known(), view.zone(), view.own()));
		if (end == null) {
			addFigures(page, view, gaps);
		}
		if (view.grouping() != null) {
			Page<LoginGroup> groups = this.groups.find(filter, view.grouping(), cursor, PAGE_SIZE);
			page.addObject("groups", lines(groups.items(), view));
			page.addObject("next", groups.next());
			return;
		}
		Page<Login> logins = this.remembered.answer(List.of("part", filter, Objects.requireNonNullElse(cursor, "")),
				() -> this.logins.find(filter, cursor, PAGE_SIZE));
		List<Login> surprises = (end == null) ? this.remembered.answer(List.of("unexplained", filter),
				() -> this.logins.unexplained(filter, UNEXPLAINED_SHOWN)) : List.of();
		KnownServers servers = KnownServers.of(Stream.concat(logins.items().stream(), surprises.stream()).toList(),
				this.lives);
		page.addObject("entries", TimelineEntry.merge(logins, servers, gaps, end));
		page.addObject("surprises", surprises.stream().map((login) -> LoginLine.of(login, servers)).toList());
		page.addObject("next", logins.next());
		if (end == null) {
			addImport(page);
		}
	}

	private void addFigures(ModelAndView page, View view, List<Gap> gaps) {
		Instant now = this.clock.instant();
		Optional<Instant> begins = Stream
			.concat(this.remembered.answer("oldest", this.figures::oldest).stream(),
					Stream.ofNullable(this.overview.state().startedAt()))
			.min(Instant::compareTo);
		Chart.Stretch stretch = Chart.stretch(view.filter(), begins, now);
		List<Instant> bounds = stretch.bounds(view.zone());
		Figures figures = this.remembered
			.answer(List.of("figures", view.filter(), bounds.subList(0, bounds.size() - 1)),
					() -> this.figures.of(view.filter(), bounds))
			.until(bounds.getLast());
		page.addObject("figures", figures);
		page.addObject("chart", Chart.of(figures, stretch.unit(), gaps, view.zone()));
		page.addObject("groupings", Grouping.values());
		page.addObject("ungrouped", view.query().address("zone", view.zone().getId()));
		page.addObject("unexplained",
				view.query()
					.with(Property.OUTCOME,
							new Terms<>(List.of("unexplained"), view.query().terms(Property.OUTCOME).isNot()))
					.address("zone", view.zone().getId()));
		page.addObject("unknownListed",
				Stream.of(Property.COUNTRY, Property.IP, Property.PROVIDER)
					.filter((property) -> listsUnknown(view.query().terms(property)))
					.toList());
	}

	private static boolean listsUnknown(Terms<String> terms) {
		return terms.is().isEmpty() && !terms.isNot().isEmpty()
				&& terms.isNot().stream().noneMatch(QueryReader::isUnknown);
	}

	private void addImport(ModelAndView page) {
		SweepState sweeps = this.overview.sweeps();
		page.addObject("sweeps", sweeps);
		page.addObject("sweepSpan", this.spans.of(sweeps.span()));
		Duration latestBy = sweeps.latestBy();
		if (latestBy != null) {
			page.addObject("latestBy", this.spans.of(latestBy));
		}
		Page<UnreadableLogin> some = this.unreadable.find(null, UNREADABLE_SHOWN);
		page.addObject("unreadableCount", (some.next() != null) ? this.unreadable.count() : some.items().size());
		page.addObject("unreadable", some.items());
	}

	private List<GroupLine> lines(List<LoginGroup> groups, View view) {
		Property property = Property.valueOf(Objects.requireNonNull(view.grouping()).name());
		List<ServerId> ids = (property == Property.SERVER)
				? groups.stream().flatMap((group) -> QueryReader.id(group.value()).stream()).toList() : List.of();
		KnownServers servers = KnownServers.of(ids, List.of(), this.lives);
		return groups.stream()
			.map((group) -> new GroupLine(group, name(group, property, servers),
					view.query()
						.with(property, new Terms<>(List.of(group.value()), view.query().terms(property).isNot()))
						.address("zone", view.zone().getId())))
			.toList();
	}

	private String name(LoginGroup group, Property property, KnownServers servers) {
		boolean forgotten = QueryReader.id(group.value()).filter((id) -> servers.find(id).isEmpty()).isPresent();
		return (forgotten && group.name() != null) ? group.name() : this.words.value(property, group.value(), servers);
	}

	private static List<Preset> presets(LoginQuery query, String... own) {
		return Stream.concat(
				Stream.of(new Preset("any", query.in(null, null, null).address(own),
						query.period() == null && query.since() == null && query.until() == null)),
				Stream.of(Period.values())
					.map((period) -> new Preset(period.code(), query.in(null, null, period.code()).address(own),
							period.code().equalsIgnoreCase(query.period()))))
			.toList();
	}

	private static @Nullable Grouping grouping(@Nullable String group) {
		return (group == null || group.isBlank()) ? null : QueryReader.grouping("group", group);
	}

	/** What of the page's own stands in each address. */
	private static String[] own(@Nullable String group, @Nullable String zone) {
		return new String[] { "group", Objects.requireNonNullElse(group, ""), "zone",
				Objects.requireNonNullElse(zone, "") };
	}

	/**
	 * What somebody wants to see, and how.
	 *
	 * @param group how the address names the grouping
	 * @param zoneName the zone that the address names
	 */
	private record View(LoginQuery query, LoginFilter filter, KnownServers known, ZoneId zone,
			@Nullable Grouping grouping, @Nullable String group, @Nullable String zoneName) {

		String[] own() {
			return HistoryController.own(this.group, this.zoneName);
		}

	}

	/**
	 * A time to choose with one click.
	 *
	 * @param chosen whether it is the one that is shown
	 */
	record Preset(String code, String address, boolean chosen) {
	}

}

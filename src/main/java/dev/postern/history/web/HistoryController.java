package dev.postern.history.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import dev.postern.history.Gap;
import dev.postern.history.HistoryOverview;
import dev.postern.history.Login;
import dev.postern.history.LoginFilter;
import dev.postern.history.Logins;
import dev.postern.history.SweepState;
import dev.postern.history.UnreadableLogins;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import dev.postern.rules.Selector;
import dev.postern.servers.Servers;
import dev.postern.ui.CountryNames;
import dev.postern.ui.Downloads;
import dev.postern.ui.input.FormProblems;
import dev.postern.ui.input.TimeInput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The logins for people. */
@Controller
@ForAuditors
class HistoryController {

	private static final int PAGE_SIZE = 50;

	private static final int UNREADABLE_SHOWN = 5;

	private final Logins logins;

	private final HistoryOverview overview;

	private final UnreadableLogins unreadable;

	private final Servers servers;

	private final Downloads downloads;

	private final Clock clock;

	private final CountryNames countries;

	private final SpanWords spans;

	HistoryController(Logins logins, HistoryOverview overview, UnreadableLogins unreadable, Servers servers,
			Downloads downloads, Clock clock, MessageSource messages) {
		this.logins = logins;
		this.overview = overview;
		this.unreadable = unreadable;
		this.servers = servers;
		this.downloads = downloads;
		this.clock = clock;
		this.countries = new CountryNames(messages);
		this.spans = new SpanWords(messages);
	}

	@GetMapping("/history")
	ModelAndView page(@ModelAttribute("form") LoginQuery form, BindingResult errors,
			@RequestParam(required = false) @Nullable String cursor, HttpServletRequest request) {
		ZoneId zone = TimeInput.zone(request);
		ModelAndView page = new ModelAndView("history/list");
		page.addObject("zone", zone.getId());
		page.addObject("countries", this.countries.choices(Selector.Country.codes()));
		page.addObject("state", this.overview.state());
		page.addObject("onlyServer", nameOf(form.server()));
		addSweeps(page, this.overview.sweeps());
		try {
			LoginFilter filter = form.filter(zone);
			page.addObject("since", TimeInput.fieldValue(filter.from(), zone));
			page.addObject("until", TimeInput.fieldValue(filter.to(), zone));
			show(page, filter, cursor, zone);
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		return page;
	}

	@GetMapping(path = "/history/logins.csv")
	void csv(LoginQuery query, HttpServletRequest request, HttpServletResponse response) throws IOException {
		LoginFilter filter = query.filter(TimeInput.zone(request));
		LoginCsv csv = new LoginCsv(this.downloads.csv(request, response, "logins.csv"),
				this.overview.gaps(filter.from(), filter.to()));
		this.logins.each(filter, csv::add);
		csv.end();
	}

	/**
	 * What the server is called whose id the filter holds; {@code null} for any other.
	 */
	private @Nullable String nameOf(@Nullable String wanted) {
		try {
			return (wanted == null) ? null
					: this.servers.find(ServerId.of(wanted)).map((server) -> server.spec().name()).orElse(null);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private void show(ModelAndView page, LoginFilter filter, @Nullable String cursor, ZoneId zone) {
		Page<Login> logins = this.logins.find(filter, cursor, PAGE_SIZE);
		Instant end = this.logins.endBefore(cursor);
		List<Gap> gaps = this.overview.gaps(filter.from(), filter.to());
		page.addObject("entries", TimelineEntry.merge(logins, gaps, end));
		page.addObject("next", logins.next());
		if (end == null) {
			page.addObject("chart", chart(filter, zone));
			page.addObject("unreadableCount", this.unreadable.count());
			page.addObject("unreadable", this.unreadable.find(null, UNREADABLE_SHOWN).items());
		}
	}

	private void addSweeps(ModelAndView page, SweepState sweeps) {
		page.addObject("sweeps", sweeps);
		page.addObject("sweepSpan", this.spans.of(sweeps.span()));
		Duration latestBy = sweeps.latestBy();
		if (latestBy != null) {
			page.addObject("latestBy", this.spans.of(latestBy));
		}
	}

	private Chart chart(LoginFilter filter, ZoneId zone) {
		List<Instant> bounds = Chart.bounds(filter, zone, this.clock.instant());
		return new Chart(this.overview.counts(filter, bounds), Chart.byDay(bounds.getFirst(), bounds.getLast()), zone);
	}

}

package dev.postern.connect.web;

import java.io.IOException;

import dev.postern.connect.reachability.ReachOverview;
import dev.postern.connect.reachability.Reachability;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.IdentityProperties;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.Downloads;
import dev.postern.ui.input.FormProblems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** All servers and everybody known on one page. */
@Controller
@ForAuditors
class ReachabilityPages {

	private static final int PAGE_SIZE = 50;

	private final Reachability reachability;

	private final ReachWordsFactory words;

	private final Downloads downloads;

	private final @Nullable String provider;

	ReachabilityPages(Reachability reachability, ReachWordsFactory words, Downloads downloads,
			IdentityProperties properties) {
		this.reachability = reachability;
		this.words = words;
		this.downloads = downloads;
		this.provider = properties.cloudflareProvider();
	}

	@GetMapping("/reachability")
	ModelAndView overview(@ModelAttribute("form") OverviewQuery form, BindingResult errors,
			@RequestParam(required = false) @Nullable String cursor) {
		ModelAndView page = new ModelAndView("connect/reachability").addObject("provider", this.provider)
			.addObject("supposed", form.supposed())
			.addObject("countries", this.words.countries());
		try {
			OverviewQuery.OverviewFilter filter = form.filter();
			ReachOverview overview = this.reachability.overview(filter.whatIf());
			ReachWords words = this.words.create();
			page.addObject("overview", overview).addObject("words", words).addObject("standings", words.standings());
			page.addObject("part",
					form.byPeople()
							? filter.personPager()
								.page(overview.people().stream().filter(filter::admits).toList(), cursor, PAGE_SIZE)
							: filter.serverPager()
								.page(overview.servers().stream().filter(filter::admits).toList(), cursor, PAGE_SIZE));
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		return page;
	}

	@GetMapping(path = "/reachability.csv")
	void csv(OverviewQuery query, HttpServletRequest request, HttpServletResponse response) throws IOException {
		OverviewQuery.OverviewFilter filter = query.filter();
		ReachCsv csv = new ReachCsv(this.downloads.csv(request, response, "reachability.csv"), this.words.create(),
				filter.whatIf());
		this.reachability.each(filter.whatIf(), csv::add);
	}

}

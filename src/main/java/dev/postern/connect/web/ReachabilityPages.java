package dev.postern.connect.web;

import java.io.IOException;

import dev.postern.connect.reachability.ReachOverview;
import dev.postern.connect.reachability.Reachability;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.IdentityProperties;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.FormProblems;
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

	private static final int ROWS = 50;

	private final Reachability reachability;

	private final Vocabulary vocabulary;

	private final @Nullable String provider;

	ReachabilityPages(Reachability reachability, Vocabulary vocabulary, IdentityProperties properties) {
		this.reachability = reachability;
		this.vocabulary = vocabulary;
		this.provider = properties.cloudflareProvider();
	}

	@GetMapping("/reachability")
	ModelAndView overview(@ModelAttribute("form") OverviewQuery form, BindingResult errors,
			@RequestParam(required = false) @Nullable String cursor) {
		ModelAndView page = new ModelAndView("connect/reachability").addObject("provider", this.provider)
			.addObject("countries", this.vocabulary.countries());
		try {
			OverviewQuery.Filter filter = form.filter();
			ReachOverview overview = this.reachability.overview(filter.whatIf());
			page.addObject("overview", overview).addObject("words", this.vocabulary.now());
			page.addObject("part",
					form.byPeople()
							? filter.cutOfPeople()
								.part(overview.people().stream().filter(filter::admits).toList(), cursor, ROWS)
							: filter.cutOfServers()
								.part(overview.servers().stream().filter(filter::admits).toList(), cursor, ROWS));
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		return page;
	}

	@GetMapping(path = "/reachability.csv")
	void csv(OverviewQuery query, HttpServletResponse response) throws IOException {
		OverviewQuery.Filter filter = query.filter();
		ReachCsv csv = ReachCsv.to(response, "reachability.csv", this.vocabulary.now(), filter.whatIf());
		this.reachability.each(filter.whatIf(), csv::add);
	}

}

package dev.postern.history.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import dev.postern.history.HistoryOverview;
import dev.postern.history.search.Login;
import dev.postern.history.search.LoginFigures;
import dev.postern.history.search.LoginFilter;
import dev.postern.history.search.LoginFilter.Outcome;
import dev.postern.history.search.Logins;
import dev.postern.history.search.Outcomes;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.ServerId;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Parts of the history that other pages show. */
@Controller
@ForAuditors
class HistoryPanels {

	private static final int PANEL_SIZE = 5;

	private final Logins logins;

	private final HistoryOverview overview;

	private final LoginFigures figures;

	private final Clock clock;

	HistoryPanels(Logins logins, HistoryOverview overview, LoginFigures figures, Clock clock) {
		this.logins = logins;
		this.overview = overview;
		this.figures = figures;
		this.clock = clock;
	}

	/** What is worth knowing of the last day. */
	@GetMapping("/history/summary")
	String summary(Model model) {
		Instant from = this.clock.instant().minus(Duration.ofDays(1));
		model.addAttribute("since", from);
		model.addAttribute("state", this.overview.state());
		model.addAttribute("gaps", this.overview.gaps(from, null));
		Outcomes outcomes = this.figures.since(from);
		model.addAttribute("allowed", outcomes.allowed());
		model.addAttribute("refused", outcomes.refused());
		model.addAttribute("unexplained", outcomes.unexplained());
		model.addAttribute("refusals", (outcomes.refused() > 0) ? some(from, Outcome.REFUSED) : List.of());
		model.addAttribute("surprises", (outcomes.unexplained() > 0) ? some(from, Outcome.UNEXPLAINED) : List.of());
		return "history/summary :: summary-panel";
	}

	/** The line of a server's check-list that says when somebody first came in. */
	@GetMapping("/history/first-login")
	String firstLogin(@RequestParam ServerId server, Model model) {
		model.addAttribute("server", server);
		model.addAttribute("login", this.logins.first(server).orElse(null));
		return "history/first-login :: first-login";
	}

	private List<Login> some(Instant from, Outcome outcome) {
		return this.logins.find(LoginFilter.since(from, outcome), null, PANEL_SIZE).items();
	}

}

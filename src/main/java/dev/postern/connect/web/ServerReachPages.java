package dev.postern.connect.web;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import dev.postern.connect.reachability.AccessVerdict;
import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.Reachability;
import dev.postern.connect.reachability.ServerReach;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.IdentityProperties;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who can reach a server. */
@Controller
@ForAuditors
@RequestMapping("/servers/{id}")
class ServerReachPages {

	private static final int PAGE_SIZE = 50;

	private static final int PANEL_SIZE = 5;

	private final Reachability reachability;

	private final ReachWordsFactory words;

	private final Downloads downloads;

	private final @Nullable String provider;

	ServerReachPages(Reachability reachability, ReachWordsFactory words, Downloads downloads,
			IdentityProperties properties) {
		this.reachability = reachability;
		this.words = words;
		this.downloads = downloads;
		this.provider = properties.cloudflareProvider();
	}

	@GetMapping("/reachability")
	ModelAndView page(@PathVariable ServerId id, @ModelAttribute("form") ReachQuery form, BindingResult errors,
			@RequestParam(required = false) @Nullable String cursor) {
		try {
			ReachQuery.ReachFilter filter = form.filter();
			ServerReach reach = this.reachability.ofServer(id, form.person(), filter.whatIf());
			List<Reach> found = reach.people().stream().filter(filter::admitsPerson).toList();
			return page(reach).addObject("part",
					ReachabilityApi.BY_PERSON.page(found, cursor, PAGE_SIZE).map(this.words.create()::person));
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			ModelAndView page = page(this.reachability.ofServer(id, Optional.empty(), WhatIf.NOTHING));
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	/** A panel of the server's page. */
	@GetMapping("/reachability/panel")
	ModelAndView panel(@PathVariable ServerId id) {
		ServerReach reach = this.reachability.ofServer(id, Optional.empty(), WhatIf.NOTHING);
		ReachWords words = this.words.create();
		List<Reach> some = reach.people().stream().filter((one) -> one.verdict() != AccessVerdict.DENIED).toList();
		return new ModelAndView("connect/server-reach :: reach-panel").addObject("server", reach.server())
			.addObject("connection", reach.server().connection(words.standings()))
			.addObject("tally", reach.tally())
			.addObject("others", words.others(reach.others()))
			.addObject("part", ReachabilityApi.BY_PERSON.page(some, null, PANEL_SIZE).map(words::person));
	}

	@GetMapping(path = "/reachability.csv")
	void csv(@PathVariable ServerId id, ReachQuery query, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		ReachQuery.ReachFilter filter = query.filter();
		ServerReach reach = this.reachability.ofServer(id, query.person(), filter.whatIf());
		String name = "reachability-of-%s.csv".formatted(reach.server().spec().name());
		ReachCsv csv = new ReachCsv(this.downloads.csv(request, response, name), this.words.create(), filter.whatIf());
		reach.people().stream().filter(filter::admitsPerson).forEach(csv::add);
	}

	private ModelAndView page(ServerReach reach) {
		ReachWords words = this.words.create();
		return new ModelAndView("connect/server-reach").addObject("server", reach.server())
			.addObject("words", words)
			.addObject("standings", words.standings())
			.addObject("tally", reach.tally())
			.addObject("others", words.others(reach.others()))
			.addObject("serviceTokens", words.serviceTokens(reach))
			.addObject("provider", this.provider)
			.addObject("countries", this.words.countries());
	}

}

package dev.postern.connect.web;

import java.io.IOException;
import java.util.List;

import dev.postern.connect.reachability.PersonReach;
import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.Reachability;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.IdentityProperties;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.FormProblems;
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

/** What a person can reach, also one who never signed in. */
@Controller
@ForAuditors
@RequestMapping("/people")
class PersonReachPages {

	private static final int PAGE_SIZE = 50;

	private final Reachability reachability;

	private final ReachWordsFactory words;

	private final @Nullable String provider;

	PersonReachPages(Reachability reachability, ReachWordsFactory words, IdentityProperties properties) {
		this.reachability = reachability;
		this.words = words;
		this.provider = properties.cloudflareProvider();
	}

	@GetMapping("/{email}/reachability")
	ModelAndView page(@PathVariable String email, @ModelAttribute("form") ReachQuery form, BindingResult errors,
			@RequestParam(required = false) @Nullable String cursor) {
		EmailAddress address = ReachabilityApi.address(email);
		try {
			ReachQuery.ReachFilter filter = form.filter();
			PersonReach reach = this.reachability.ofPerson(address, filter.whatIf());
			List<Reach> found = reach.servers().stream().filter(filter::admitsServer).toList();
			return page(reach).addObject("part",
					ReachabilityApi.BY_SERVER.page(found, cursor, PAGE_SIZE).map(this.words.create()::server));
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			ModelAndView page = page(this.reachability.ofPerson(address, WhatIf.NOTHING));
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	/** Asks for an address, or shows what the one that was entered can reach. */
	@GetMapping("/reachability")
	ModelAndView ask(@RequestParam(defaultValue = "") String email) {
		ModelAndView page = new ModelAndView("connect/ask-reach").addObject("email", email);
		if (email.isBlank()) {
			return page;
		}
		try {
			return new ModelAndView("redirect:/people/{email}/reachability").addObject("email",
					ReachabilityApi.address(email).value());
		}
		catch (InvalidInput ex) {
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page.addObject("problem", ex.problems().getFirst());
		}
	}

	@GetMapping(path = "/{email}/reachability.csv")
	void csv(@PathVariable String email, ReachQuery query, HttpServletResponse response) throws IOException {
		ReachQuery.ReachFilter filter = query.filter();
		PersonReach reach = this.reachability.ofPerson(ReachabilityApi.address(email), filter.whatIf());
		ReachCsv csv = ReachCsv.to(response, "reachability-of-%s.csv".formatted(reach.person().email()),
				this.words.create(), filter.whatIf());
		reach.servers().stream().filter(filter::admitsServer).forEach(csv::add);
	}

	private ModelAndView page(PersonReach reach) {
		return new ModelAndView("connect/person-reach").addObject("whom", reach.person())
			.addObject("tally", reach.tally())
			.addObject("provider", this.provider)
			.addObject("countries", this.words.countries());
	}

}

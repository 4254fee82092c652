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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a person can reach, also one who never signed in. The address of the person is a
 * parameter and no part of the path, in which an {@code /} or a {@code %} of it would be
 * refused on the way.
 */
@Controller
@ForAuditors
@RequestMapping("/people")
class PersonReachPages {

	private static final int PAGE_SIZE = 50;

	private final Reachability reachability;

	private final ReachWordsFactory words;

	private final Downloads downloads;

	private final @Nullable String provider;

	PersonReachPages(Reachability reachability, ReachWordsFactory words, Downloads downloads,
			IdentityProperties properties) {
		this.reachability = reachability;
		this.words = words;
		this.downloads = downloads;
		this.provider = properties.cloudflareProvider();
	}

	/** What the address that was entered can reach; without one, asks for it. */
	@GetMapping("/reachability")
	ModelAndView page(@RequestParam(defaultValue = "") String email, @ModelAttribute("form") ReachQuery form,
			BindingResult errors, @RequestParam(required = false) @Nullable String cursor) {
		if (email.isBlank()) {
			return new ModelAndView("connect/ask-reach").addObject("email", email);
		}
		try {
			return page(ReachabilityApi.address(email), form, errors, cursor);
		}
		catch (InvalidInput ex) {
			ModelAndView page = new ModelAndView("connect/ask-reach", HttpStatus.UNPROCESSABLE_CONTENT);
			return page.addObject("email", email).addObject("problem", ex.problems().getFirst());
		}
	}

	private ModelAndView page(EmailAddress address, ReachQuery form, BindingResult errors, @Nullable String cursor) {
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

	@GetMapping(path = "/reachability.csv")
	void csv(@RequestParam(defaultValue = "") String email, ReachQuery query, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		ReachQuery.ReachFilter filter = query.filter();
		PersonReach reach = this.reachability.ofPerson(ReachabilityApi.address(email), filter.whatIf());
		String name = "reachability-of-%s.csv".formatted(reach.person().email().value().replace('/', '_'));
		ReachCsv csv = new ReachCsv(this.downloads.csv(request, response, name), this.words.create(), filter.whatIf());
		reach.servers().stream().filter(filter::admitsServer).forEach(csv::add);
	}

	private ModelAndView page(PersonReach reach) {
		return new ModelAndView("connect/person-reach").addObject("whom", reach.person())
			.addObject("tally", reach.tally())
			.addObject("provider", this.provider)
			.addObject("countries", this.words.countries());
	}

}

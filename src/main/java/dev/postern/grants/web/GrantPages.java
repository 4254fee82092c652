package dev.postern.grants.web;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.grants.Askable;
import dev.postern.grants.Grant;
import dev.postern.grants.GrantId;
import dev.postern.grants.GrantState;
import dev.postern.grants.Grants;
import dev.postern.grants.Vote;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.ui.CsvWriter;
import dev.postern.ui.Downloads;
import dev.postern.ui.SeeOther;
import dev.postern.ui.TimeFormat;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where people ask, decide, extend and end. */
@Controller
@ForSignedIn
class GrantPages {

	private static final int ON_A_PAGE = 50;

	private static final int IN_A_FILE = 500;

	private static final String FORM = "form";

	private final Grants grants;

	private final GrantViews views;

	private final Servers servers;

	private final Downloads downloads;

	private final TimeFormat times;

	GrantPages(Grants grants, GrantViews views, Servers servers, Downloads downloads, TimeFormat times) {
		this.grants = grants;
		this.views = views;
		this.servers = servers;
		this.downloads = downloads;
		this.times = times;
	}

	@GetMapping("/grants")
	ModelAndView list(Person person, @RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "") Set<GrantState> state,
			@RequestParam(required = false) @Nullable String cursor) {
		Page<Grant> page = this.grants.search(person, q, state, cursor, ON_A_PAGE);
		return new ModelAndView("grants/list")
			.addObject("toDecide", this.views.of(this.grants.toDecide(person), person))
			.addObject("mine", this.views.of(this.grants.ownOpen(person), person))
			.addObject("running",
					this.views.of(this.grants.running(person)
						.stream()
						.filter((grant) -> !grant.person().equals(person.id()))
						.toList(), person))
			.addObject("history", this.views.of(page.items(), person))
			.addObject("next", page.next())
			.addObject("q", q)
			.addObject("states", GrantState.values())
			.addObject("chosen", state)
			.addObject("auditor", person.has(Role.AUDITOR) || person.has(Role.ADMIN))
			.addObject("mayAsk", !this.grants.askable(person).isEmpty());
	}

	/** All that the person may know, as a file. */
	@GetMapping("/grants.csv")
	void csv(Person person, @RequestParam(defaultValue = "") String q,
			@RequestParam(defaultValue = "") Set<GrantState> state, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		Page<Grant> page = this.grants.search(person, q, state, null, IN_A_FILE);
		CsvWriter csv = this.downloads.csv(request, response, "grants.csv");
		csv.line("id", "server", "person", "state", "reason", "ticket", "duration", "asked at", "decided by",
				"starts at", "ends at", "closed at", "closed by", "closure", "note", "extension of");
		for (Page<Grant> part = page; part != null; part = (part.next() != null)
				? this.grants.search(person, q, state, part.next(), IN_A_FILE) : null) {
			part.items().forEach((grant) -> row(csv, grant));
		}
	}

	private static void row(CsvWriter csv, Grant grant) {
		csv.line(grant.id(), grant.serverName(), grant.email(), grant.state(), grant.reason(), grant.ticket(),
				GoDuration.format(grant.duration()), grant.askedAt(),
				grant.votes()
					.stream()
					.map((vote) -> vote.email() + ((vote.verdict() == Vote.Verdict.APPROVE) ? " yes" : " no"))
					.collect(Collectors.joining("; ")),
				grant.startsAt(), grant.endsAt(), grant.closedAt(), grant.closedBy(), grant.closure(), grant.note(),
				grant.extending());
	}

	@GetMapping("/grants/new")
	ModelAndView ask(Person person, @RequestParam(required = false) @Nullable String serverId) {
		return asking(person, new AskForm(serverId, null, null, null, null, null));
	}

	/** What somebody may ask for, as a panel of the page on which they connect. */
	@GetMapping("/grants/offer")
	ModelAndView offer(Person person) {
		List<Grant> open = this.grants.ownOpen(person);
		Set<Object> asked = open.stream().map(Grant::server).collect(Collectors.toSet());
		return new ModelAndView("grants/offer :: grant-offer")
			.addObject("askable",
					this.grants.askable(person).stream().filter((one) -> !asked.contains(one.server().id())).toList())
			.addObject("open", this.views.of(open, person))
			.addObject("toDecide", this.grants.toDecide(person).size());
	}

	@PostMapping("/grants")
	ModelAndView ask(Person person, @ModelAttribute(FORM) AskForm form, BindingResult errors) {
		try {
			List<Grant> asked = this.grants.ask(person, form.request(this.times.zone()), "");
			return SeeOther.to((asked.size() == 1) ? "/grants/" + asked.getFirst().id() : "/grants");
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			ModelAndView page = asking(person, form);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	@GetMapping("/grants/{id}")
	ModelAndView grant(@PathVariable GrantId id, Person person) {
		return page(id, person, MoreForm.EMPTY);
	}

	/**
	 * Says yes or no.
	 * @param together whether it is said of all that were asked for at once, too
	 */
	@PostMapping("/grants/{id}/decision")
	ModelAndView decide(@PathVariable GrantId id, @RequestParam Vote.Verdict verdict,
			@RequestParam(defaultValue = "") String note, @RequestParam(required = false) @Nullable Boolean together,
			Person person) {
		this.grants.decide(person, id, verdict, note);
		if (Boolean.TRUE.equals(together)) {
			this.views.of(this.grants.together(person, this.grants.visible(person, id)), person)
				.stream()
				.filter(GrantView::decides)
				.forEach((other) -> this.grants.decide(person, other.grant().id(), verdict, note));
		}
		return SeeOther.to("/grants/" + id);
	}

	@PostMapping("/grants/{id}/extension")
	ModelAndView extend(@PathVariable GrantId id, @ModelAttribute(FORM) MoreForm form, BindingResult errors,
			Person person) {
		try {
			return SeeOther.to("/grants/" + this.grants.extend(person, id, form.request(), "").id());
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			ModelAndView page = page(id, person, form);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	@PostMapping("/grants/{id}/end")
	ModelAndView end(@PathVariable GrantId id, @RequestParam(defaultValue = "") String note, Person person) {
		this.grants.end(person, id, note);
		return SeeOther.to("/grants/" + id);
	}

	private ModelAndView asking(Person person, AskForm form) {
		List<Askable> askable = this.grants.askable(person);
		Set<String> tags = askable.stream()
			.flatMap((one) -> one.server().spec().tags().stream())
			.sorted()
			.collect(Collectors.toCollection(LinkedHashSet::new));
		return new ModelAndView("grants/ask").addObject("askable", askable)
			.addObject("tags", tags)
			.addObject("zone", this.times.zone())
			.addObject("tickets", askable.stream().anyMatch((one) -> !one.terms().ticketPattern().isEmpty()))
			.addObject(FORM, form);
	}

	private ModelAndView page(GrantId id, Person person, MoreForm form) {
		Grant grant = this.grants.visible(person, id);
		List<GrantView> together = this.views.of(this.grants.together(person, grant), person);
		return new ModelAndView("grants/grant").addObject("view", this.views.of(grant, person))
			.addObject("server", server(grant).orElse(null))
			.addObject("together", together.stream().filter((one) -> !one.grant().id().equals(id)).toList())
			.addObject("decidable", together.stream().filter(GrantView::decides).count())
			.addObject("before", grant.extending())
			.addObject(FORM, form);
	}

	private Optional<Server> server(Grant grant) {
		return this.servers.find(grant.server());
	}

}

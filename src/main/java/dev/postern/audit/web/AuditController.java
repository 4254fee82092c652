package dev.postern.audit.web;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.postern.audit.AuditEvent;
import dev.postern.audit.AuditFilter;
import dev.postern.audit.AuditLog;
import dev.postern.audit.AuditVerifier;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.ui.CsvWriter;
import dev.postern.ui.Downloads;
import dev.postern.ui.PartialPageRequests;
import dev.postern.ui.ReaderZone;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import dev.postern.ui.input.RepeatedValues;
import dev.postern.ui.input.TimeInput;
import dev.postern.ui.input.TypedFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

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

/** The audit for people. */
@Controller
@ForAuditors
class AuditController {

	private static final int PAGE_SIZE = 50;

	private static final int PANEL_SIZE = 5;

	private final AuditLog audit;

	private final AuditVerifier verifier;

	private final AuditBar bar;

	private final Downloads downloads;

	private final Clock clock;

	AuditController(AuditLog audit, AuditVerifier verifier, AuditBar bar, Downloads downloads, Clock clock) {
		this.audit = audit;
		this.verifier = verifier;
		this.bar = bar;
		this.downloads = downloads;
		this.clock = clock;
	}

	@InitBinder
	void takeValuesAsTheyAre(WebDataBinder binder) {
		RepeatedValues.keepWhole(binder);
	}

	/**
	 * What was typed into the filter bar first becomes an address that can be sent on.
	 */
	@GetMapping("/audit")
	ModelAndView page(@ModelAttribute("form") AuditQuery form, BindingResult errors,
			@RequestParam(required = false) @Nullable String cursor, HttpServletRequest request) {
		String zoneName = request.getParameter("zone");
		if (TypedFields.any(request)) {
			return SeeOther.to("/audit" + this.bar.added(form, request).link().add("zone", zoneName));
		}
		ZoneId zone = ReaderZone.of(request);
		ModelAndView page = new ModelAndView("audit/list");
		page.addObject("zone", zone.getId());
		page.addObject("here", form.link().add("zone", zone.getId()).toString());
		page.addObject("periods", periods(form, zone));
		this.bar.offer(page);
		try {
			AuditFilter filter = form.filter(zone);
			Page<AuditEvent> events = this.audit.find(filter, cursor, PAGE_SIZE);
			page.addObject("since", TimeInput.fieldValue(filter.from(), zone));
			page.addObject("until", TimeInput.fieldValue(filter.to(), zone));
			page.addObject("chips", this.bar.chips(form, filter, zone, zoneName));
			page.addObject("rows", events.map(AuditRow::new).items());
			page.addObject("next", events.next());
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			page.addObject("since", form.since());
			page.addObject("until", form.until());
			page.addObject("chips", this.bar.chips(withoutWrong(form, ex), AuditFilter.EVERYTHING, zone, zoneName));
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		return page;
	}

	private static AuditQuery withoutWrong(AuditQuery form, InvalidInput wrong) {
		List<String> kinds = form.kind()
			.stream()
			.filter((kind) -> wrong.problems()
				.stream()
				.noneMatch((problem) -> problem.field().equals("kind") && problem.value().equals(kind)))
			.toList();
		return form.about(kinds, form.action(), form.server());
	}

	private Map<String, String> periods(AuditQuery form, ZoneId zone) {
		Map<String, String> periods = new LinkedHashMap<>();
		for (RecentPeriod period : RecentPeriod.values()) {
			periods.put(period.name().toLowerCase(Locale.ROOT),
					form.in(TimeInput.fieldValue(this.clock.instant().minus(period.length()), zone), null)
						.link()
						.add("zone", zone.getId())
						.toString());
		}
		return periods;
	}

	/** One entry, whole; within the list when htmx asks. */
	@GetMapping("/audit/entries/{seq}")
	String entry(@PathVariable long seq,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx, Model model) {
		model.addAttribute("row", this.audit.find(seq).map(AuditRow::new).orElseThrow(() -> new EntryNotFound(seq)));
		return PartialPageRequests.view("audit/entry", "entry-details", htmx);
	}

	@GetMapping("/audit/events.csv")
	void csv(AuditQuery query, HttpServletRequest request, HttpServletResponse response) throws IOException {
		AuditFilter filter = query.filter(ReaderZone.of(request));
		CsvWriter csv = this.downloads.csv(request, response, "audit.csv");
		csv.line("seq", "at", "actor_kind", "actor", "action", "subject_kind", "subject_id", "subject", "before",
				"after", "request_id", "hash", "via", "client_address");
		this.audit.each(filter,
				(event) -> csv.line(event.seq(), event.at(), event.actor().kind(), event.actor().name(), event.action(),
						event.subject().kind(), event.subject().id(), event.subject().name(), event.before(),
						event.after(), event.requestId(), event.hash(), event.via(), event.clientAddress()));
	}

	/** Walks along the whole chain; within the page when htmx asks. */
	@GetMapping("/audit/verification")
	String verification(@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx,
			Model model) {
		model.addAttribute("verification", VerificationView.of(this.verifier.verify()));
		return PartialPageRequests.view("audit/verification", "verification-result", htmx);
	}

	@GetMapping("/audit/summary")
	String summary(Model model) {
		Instant from = this.clock.instant().minus(Duration.ofDays(1));
		model.addAttribute("since", from);
		model.addAttribute("count", this.audit.count(AuditFilter.since(from)));
		model.addAttribute("rows",
				this.audit.find(AuditFilter.EVERYTHING, null, PANEL_SIZE).map(AuditRow::new).items());
		return "audit/summary :: summary-panel";
	}

}

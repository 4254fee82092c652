package dev.postern.reconcile.web;

import java.time.Instant;

import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupNotFound;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.Person;
import dev.postern.kernel.GroupId;
import dev.postern.reconcile.groups.GroupCommands;
import dev.postern.reconcile.groups.GroupHistory;
import dev.postern.reconcile.groups.GroupRemovals;
import dev.postern.reconcile.runs.Run;
import dev.postern.reconcile.web.PlanView.ChangeType;
import dev.postern.ui.PartialPageRequests;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * What was done to groups at Cloudflare, and what a person can order beyond editing them.
 */
@Controller
@RequestMapping("/groups")
@ForAdmins
class GroupController {

	private static final int MOST = 50;

	private final RuleGroups groups;

	private final GroupHistory history;

	private final GroupRemovals removals;

	private final GroupCommands commands;

	GroupController(RuleGroups groups, GroupHistory history, GroupRemovals removals, GroupCommands commands) {
		this.groups = groups;
		this.history = history;
		this.removals = removals;
		this.commands = commands;
	}

	@GetMapping("/{id}/changes")
	ModelAndView changes(@PathVariable GroupId id,
			@RequestHeader(name = PartialPageRequests.HEADER, required = false) @Nullable String htmx) {
		String view = PartialPageRequests.view("reconcile/group-changes", "changes-panel", htmx);
		return new ModelAndView(view).addObject("group", get(id))
			.addObject("withheld", this.history.withheld(id).stream().map(Line::of).toList())
			.addObject("changes", this.history.of(id, MOST).stream().map(Line::of).toList());
	}

	@PostMapping("/{id}/reconcile")
	String applyAgain(@PathVariable GroupId id, Person person) {
		this.commands.applyAgain(get(id), person.actor());
		return "redirect:/groups/" + id;
	}

	@GetMapping("/removals")
	ModelAndView removals() {
		return waiting("reconcile/group-removals", HttpStatus.OK);
	}

	/** A panel of the page of all groups. */
	@GetMapping("/removals/notice")
	ModelAndView notice() {
		return waiting("reconcile/group-removals :: waiting-notice", HttpStatus.OK);
	}

	@PostMapping("/removals/approve")
	ModelAndView approve(@RequestParam String basis, Person person) {
		return this.commands.approve(basis, person.actor()) ? new ModelAndView("redirect:/groups")
				: waiting("reconcile/group-removals", HttpStatus.CONFLICT);
	}

	private Group get(GroupId id) {
		return this.groups.find(id).orElseThrow(() -> new GroupNotFound(id));
	}

	private ModelAndView waiting(String view, HttpStatus status) {
		return new ModelAndView(view, status).addObject("need", this.removals.needApproval())
			.addObject("waiting", this.removals.waiting())
			.addObject("basis", this.removals.basis())
			.addObject("changed", status == HttpStatus.CONFLICT);
	}

	/** One change of a group as people read it. */
	record Line(ChangeType sign, Run.ChangeStatus status, Instant startedAt, @Nullable String answer,
			@Nullable String before, @Nullable String after) {

		static Line of(GroupHistory.ChangeProgress made) {
			return new Line(sign(made.before(), made.after()), made.status(), made.startedAt(), made.answer(),
					pretty(made.before()), pretty(made.after()));
		}

		static Line of(GroupHistory.Withheld withheld) {
			return new Line(sign(withheld.before(), withheld.after()), Run.ChangeStatus.WAITING, withheld.seenAt(),
					null, pretty(withheld.before()), pretty(withheld.after()));
		}

		private static ChangeType sign(@Nullable JsonNode before, @Nullable JsonNode after) {
			return (before == null) ? ChangeType.CREATE : (after == null) ? ChangeType.DELETE : ChangeType.CHANGE;
		}

		private static @Nullable String pretty(@Nullable JsonNode node) {
			return (node != null) ? node.toPrettyString() : null;
		}

	}

}

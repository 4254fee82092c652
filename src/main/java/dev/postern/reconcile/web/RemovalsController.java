package dev.postern.reconcile.web;

import dev.postern.identity.ForAdmins;
import dev.postern.identity.Person;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.PendingRemovals;
import dev.postern.reconcile.ReconcileCommands;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Asks a person before a run removes more than the brake lets pass. */
@Controller
@RequestMapping("/tunnels/{id}/removals")
@ForAdmins
class RemovalsController {

	private final ReconcileCommands commands;

	private final PlanViews views;

	RemovalsController(ReconcileCommands commands, PlanViews views) {
		this.commands = commands;
		this.views = views;
	}

	@GetMapping
	ModelAndView removals(@PathVariable TunnelId id, @RequestParam(required = false) @Nullable String approved) {
		return page(id, HttpStatus.OK).addObject("approved", approved != null);
	}

	@PostMapping("/approve")
	ModelAndView approve(@PathVariable TunnelId id, @RequestParam String basis, Person person) {
		return this.commands.approve(id, basis, person.actor())
				? new ModelAndView("redirect:/tunnels/%s/removals?approved".formatted(id))
				: page(id, HttpStatus.CONFLICT).addObject("approved", false);
	}

	private ModelAndView page(TunnelId id, HttpStatus status) {
		PendingRemovals removals = this.commands.removals(id);
		ModelAndView page = new ModelAndView("reconcile/removals", status);
		page.addObject("tunnel", id);
		page.addObject("removals", removals);
		page.addObject("view", this.views.of(removals.plan()));
		page.addObject("changed", status == HttpStatus.CONFLICT);
		return page;
	}

}

package dev.postern.servers.web;

import dev.postern.identity.ForAdmins;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Leads a new portal to its first login, a panel of the home page. */
@Controller
@ForAdmins
class FirstStepsController {

	private final FirstSteps steps;

	FirstStepsController(FirstSteps steps) {
		this.steps = steps;
	}

	@GetMapping("/servers/first-steps")
	ModelAndView panel() {
		return new ModelAndView("servers/first-steps :: first-steps", "steps", this.steps.open());
	}

}

package dev.postern.tunnels.web;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.lifecycle.TunnelCreation;
import dev.postern.tunnels.lifecycle.TunnelDelivery;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Makes a tunnel by a form. */
@Controller
@RequestMapping("/tunnels")
@ForAdmins
class NewTunnelPages {

	private static final String VIEW = "tunnels/new";

	private final TunnelCreation creation;

	NewTunnelPages(TunnelCreation creation) {
		this.creation = creation;
	}

	@GetMapping("/new")
	String empty(@RequestParam(defaultValue = "false") boolean onboarding, Model model) {
		model.addAttribute("form", new NewTunnelForm("", onboarding));
		return VIEW;
	}

	@PostMapping
	ModelAndView create(@ModelAttribute("form") NewTunnelForm form, BindingResult errors, Actor actor) {
		if (!errors.hasErrors()) {
			try {
				return SeeOther.to(next(this.creation.create(form.name(), actor), form.goesOn()));
			}
			catch (InvalidInput ex) {
				FormProblems.add(errors, ex);
			}
			catch (CloudflareUnavailable ex) {
				return new ModelAndView(VIEW, errors.getModel(), HttpStatus.SERVICE_UNAVAILABLE)
					.addObject("unavailable", ex);
			}
		}
		return new ModelAndView(VIEW, errors.getModel(), HttpStatus.UNPROCESSABLE_CONTENT);
	}

	private static String next(TunnelDelivery delivery, boolean onboarding) {
		return switch (delivery) {
			case TunnelDelivery.Made made ->
				onboarding ? "/onboarding?tunnel=" + made.id() : "/tunnels/" + made.id() + "#install";
			case TunnelDelivery.Lost lost -> "/tunnels";
		};
	}

}

package dev.postern.connect.doctor.web;

import dev.postern.connect.doctor.Traveller;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.hostkeys.HostKeys;
import dev.postern.servers.hostkeys.PinnedKeys;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.ui.input.FormProblems;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** The doctor's page of a server; it looks when somebody asks it to, and never before. */
@Controller
@RequestMapping("/servers/{id}/doctor")
@ForSignedIn
class DoctorPages {

	private final DoctorVisits visits;

	private final DoctorWords words;

	private final PolicyWords policyWords;

	private final HostKeys hostKeys;

	DoctorPages(DoctorVisits visits, DoctorWords words, PolicyWords policyWords, HostKeys hostKeys) {
		this.visits = visits;
		this.words = words;
		this.policyWords = policyWords;
		this.hostKeys = hostKeys;
	}

	@GetMapping
	ModelAndView page(@PathVariable ServerId id, Person caller) {
		return page(this.visits.server(id, caller), caller).addObject("form", DoctorQuery.EMPTY);
	}

	@PostMapping
	ModelAndView look(@PathVariable ServerId id, @ModelAttribute("form") DoctorQuery form, BindingResult errors,
			Person caller, HttpServletResponse response) {
		Server server = this.visits.server(id, caller);
		ModelAndView page = page(server, caller);
		try {
			Traveller traveller = form.traveller(caller);
			DoctorAnswer answer = this.words.answer(this.visits.look(server, traveller, caller, response), caller);
			return page.addObject("answer", answer).addObject("report", this.words.report(answer));
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	private ModelAndView page(Server server, Person caller) {
		return new ModelAndView("connect/doctor").addObject("server", server)
			.addObject("admin", caller.has(Role.ADMIN))
			.addObject("keys", this.hostKeys.of(server.id()).filter(PinnedKeys::isPinned).orElse(null))
			.addObject("countries", this.policyWords.countries());
	}

}

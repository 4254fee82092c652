package dev.postern.grants.web;

import dev.postern.grants.terms.ServerTerms;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.Person;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where administrators say on which terms a server lets people in for a while. */
@Controller
@RequestMapping("/servers/{id}/grant-terms")
@ForAdmins
class TermsPages {

	private static final String FORM = "form";

	private final Servers servers;

	private final ServerTerms terms;

	TermsPages(Servers servers, ServerTerms terms) {
		this.servers = servers;
		this.terms = terms;
	}

	@GetMapping
	ModelAndView page(@PathVariable ServerId id) {
		return view(server(id), TermsForm.of(this.terms.of(id)));
	}

	@PostMapping
	ModelAndView set(@PathVariable ServerId id, @ModelAttribute(FORM) TermsForm form, BindingResult errors,
			Person person) {
		Server server = server(id);
		try {
			this.terms.set(form.draft().checked(id), person.actor());
			return SeeOther.to("/servers/" + id);
		}
		catch (InvalidInput ex) {
			FormProblems.add(errors, ex);
			ModelAndView page = view(server, form);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	private static ModelAndView view(Server server, TermsForm form) {
		return new ModelAndView("grants/terms").addObject("server", server).addObject(FORM, form);
	}

	private Server server(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

}

package dev.postern.connect.certificates.web;

import dev.postern.connect.certificates.Certificates;
import dev.postern.connect.certificates.ServerCertificates;
import dev.postern.connect.certificates.ServerCertificates.Overview;
import dev.postern.connect.certificates.ServerSteps;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ConfigReaders;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.Servers;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where short-lived certificates for a server are looked after. */
@Controller
@RequestMapping("/servers/{id}/certificates")
class CertificatesPages {

	private static final String VIEW = "connect/certificates";

	private static final String FORM = "form";

	private final Servers servers;

	private final Certificates certificates;

	private final ServerCertificates overviews;

	private final ScriptFiles scripts;

	private final ConfigReaders readers;

	CertificatesPages(Servers servers, Certificates certificates, ServerCertificates overviews, ScriptFiles scripts,
			ConfigReaders readers) {
		this.servers = servers;
		this.certificates = certificates;
		this.overviews = overviews;
		this.scripts = scripts;
		this.readers = readers;
	}

	/**
	 * The page.
	 * @param people who may log in; those whom the policies let in where nobody says it
	 */
	@GetMapping
	@ForAuditors
	ModelAndView show(@PathVariable ServerId id, @RequestParam(required = false) @Nullable String people,
			Person reader) {
		Server server = server(id);
		try {
			Overview overview = this.overviews.of(server, people);
			return page(overview, new PeopleForm(String.join("\n", overview.people().names())), people, reader);
		}
		catch (InvalidInput ex) {
			PeopleForm form = new PeopleForm(people);
			BindingResult errors = new BeanPropertyBindingResult(form, FORM);
			FormProblems.add(errors, ex);
			ModelAndView page = page(this.overviews.of(server, ""), form, "", reader)
				.addObject(BindingResult.MODEL_KEY_PREFIX + FORM, errors);
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	/** A panel of the server's page. */
	@GetMapping("/panel")
	@ForAdmins
	ModelAndView panel(@PathVariable ServerId id) {
		return new ModelAndView(VIEW + " :: certificates-panel").addObject("server", server(id))
			.addObject("standing", this.certificates.of(id));
	}

	@PostMapping
	@ForAdmins
	ModelAndView provide(@PathVariable ServerId id, Actor actor) {
		this.certificates.provide(server(id), actor);
		return SeeOther.to("/servers/%s/certificates".formatted(id));
	}

	@GetMapping("/script")
	@ForAuditors
	ResponseEntity<String> script(@PathVariable ServerId id, @RequestParam(required = false) @Nullable String people,
			HttpServletRequest request) {
		return this.scripts.answer(server(id), people, request);
	}

	/** Asks once more before the authority is removed. */
	@GetMapping("/remove")
	@ForAdmins
	ModelAndView ask(@PathVariable ServerId id) {
		return removal(server(id), HttpStatus.OK, "");
	}

	@PostMapping("/remove")
	@ForAdmins
	ModelAndView remove(@PathVariable ServerId id, @RequestParam(defaultValue = "") String confirm, Actor actor) {
		Server server = server(id);
		if (!confirm.strip().equals(server.spec().name())) {
			return removal(server, HttpStatus.UNPROCESSABLE_CONTENT, confirm).addObject("wrong", true);
		}
		this.certificates.remove(server, actor);
		return SeeOther.to("/servers/%s/certificates".formatted(id));
	}

	private ModelAndView removal(Server server, HttpStatus status, String confirm) {
		return new ModelAndView("connect/certificates-remove", status).addObject("server", server)
			.addObject("readers", this.readers.of(server.spec()))
			.addObject("confirm", confirm);
	}

	private static ModelAndView page(Overview overview, PeopleForm form, @Nullable String people, Person reader) {
		return new ModelAndView(VIEW).addObject("overview", overview)
			.addObject("server", overview.server())
			.addObject("standing", overview.standing())
			.addObject("steps", overview.steps())
			.addObject("risks", overview.risks())
			.addObject("people", people)
			.addObject("script", ServerSteps.SCRIPT)
			.addObject("admin", reader.has(Role.ADMIN))
			.addObject(FORM, form)
			.addObject(BindingResult.MODEL_KEY_PREFIX + FORM, new BeanPropertyBindingResult(form, FORM));
	}

	private Server server(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

	/**
	 * What was typed.
	 *
	 * @param people addresses, or what stands in front of the {@code @}
	 */
	record PeopleForm(@Nullable String people) {
	}

}

package dev.postern.servers.web;

import java.util.Locale;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.form.FormChange;
import dev.postern.servers.Server;
import dev.postern.servers.form.ServerForm;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.Servers;
import dev.postern.servers.StaleEdit;
import dev.postern.tunnels.CloudflareUnavailable;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Registers and edits servers by a form that loses nothing that was typed. */
@Controller
@RequestMapping("/servers")
@ForAdmins
class ServerFormPages {

	private final Servers servers;

	private final FormView view;

	private final MessageSource messages;

	ServerFormPages(Servers servers, FormView view, MessageSource messages) {
		this.servers = servers;
		this.view = view;
		this.messages = messages;
	}

	@GetMapping("/new")
	ModelAndView empty(@RequestParam(defaultValue = "") String tunnel, Locale locale) {
		return this.view.show(ServerForm.empty(tunnel, policyName(locale)));
	}

	@GetMapping("/{id}/edit")
	ModelAndView edit(@PathVariable ServerId id) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		return this.view.show(ServerForm.of(server));
	}

	/**
	 * Shows the form again: changed as a button asks, or as it is ({@code action=edit}),
	 * or with all that is wrong with it when nothing is asked.
	 */
	@PostMapping("/form")
	ModelAndView change(@ModelAttribute("form") ServerForm form,
			@RequestParam(required = false) @Nullable String action, Locale locale) {
		if (action != null) {
			return this.view.show(FormChange.apply(form, action, policyName(locale)), action);
		}
		try {
			this.servers.check(form.toDraft(), form.id());
			return this.view.show(form);
		}
		catch (InvalidInput ex) {
			return this.view.invalid(form, ex);
		}
		catch (CloudflareUnavailable ex) {
			return this.view.unavailable(form, ex);
		}
	}

	@PostMapping
	ModelAndView register(@ModelAttribute("form") ServerForm form, Actor actor) {
		try {
			return opened(this.servers.register(form.toDraft(), actor));
		}
		catch (InvalidInput ex) {
			return this.view.invalid(form, ex);
		}
		catch (CloudflareUnavailable ex) {
			return this.view.unavailable(form, ex);
		}
	}

	@PostMapping("/{id}")
	ModelAndView save(@PathVariable ServerId id, @ModelAttribute("form") ServerForm form,
			@RequestParam(defaultValue = "-1") long version, Actor actor) {
		try {
			return opened(this.servers.edit(id, version, form.toDraft(), actor));
		}
		catch (InvalidInput ex) {
			return this.view.invalid(form, ex);
		}
		catch (CloudflareUnavailable ex) {
			return this.view.unavailable(form, ex);
		}
		catch (StaleEdit ex) {
			return this.view.stale(form, ex.current());
		}
	}

	private static ModelAndView opened(Server server) {
		return SeeOther.to("/servers/" + server.id());
	}

	private String policyName(Locale locale) {
		return this.messages.getMessage("servers.form.policy.new-name", null, locale);
	}

}

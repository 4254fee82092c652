package dev.postern.servers.web;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.Servers;
import dev.postern.servers.StaleServer;
import dev.postern.servers.form.FormChange;
import dev.postern.servers.form.PolicyTemplate;
import dev.postern.servers.form.ServerForm;
import dev.postern.servers.risks.UnacknowledgedPolicyWarnings;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.ui.SeeOther;
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

	private static final String PICK = "pick-rule:";

	/** Goes before the field that the form is to be edited at. */
	private static final String EDIT = "edit:";

	private static final String NEW_NAME = "servers.form.policy.new-name";

	private final Servers servers;

	private final ServerFormView view;

	private final MessageSource messages;

	ServerFormPages(Servers servers, ServerFormView view, MessageSource messages) {
		this.servers = servers;
		this.view = view;
		this.messages = messages;
	}

	@GetMapping("/new")
	ModelAndView empty(@RequestParam(defaultValue = "") String tunnel, Locale locale) {
		String chosen = tunnel.isEmpty() ? this.view.onlyTunnel() : tunnel;
		return this.view.show(ServerForm.empty(chosen, policyName("", locale)), PolicyTesterForm.empty());
	}

	/** A new server that is filled in like another one. */
	@GetMapping("/{id}/duplicate")
	ModelAndView duplicate(@PathVariable ServerId id) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		return this.view.show(ServerForm.like(server), PolicyTesterForm.empty())
			.addObject("like", server.spec().name());
	}

	@GetMapping("/{id}/edit")
	ModelAndView edit(@PathVariable ServerId id) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		return this.view.show(ServerForm.of(server), PolicyTesterForm.empty());
	}

	/**
	 * Shows the form again: changed as a button asks, or as it is ({@code action=edit}),
	 * or with all that is wrong with it when nothing is asked.
	 */
	@PostMapping("/form")
	ModelAndView change(@ModelAttribute("form") ServerForm form, @ModelAttribute("trial") PolicyTesterForm trial,
			@RequestParam(required = false) @Nullable String action, @RequestParam Map<String, String> fields,
			Locale locale) {
		if (action != null) {
			return changed(form, trial, picked(action, fields), locale);
		}
		try {
			this.servers.check(form.toDraft(), form.id());
			return this.view.show(form, trial);
		}
		catch (InvalidInput ex) {
			return this.view.invalid(form, trial, ex);
		}
		catch (CloudflareUnavailable ex) {
			return this.view.unavailable(form, trial, ex);
		}
	}

	/** Says what the policies mean by now, and nothing that somebody is typing in. */
	@PostMapping("/form/live")
	ModelAndView live(@ModelAttribute("form") ServerForm form, @ModelAttribute("trial") PolicyTesterForm trial) {
		return this.view.live(form, trial);
	}

	@PostMapping
	ModelAndView register(@ModelAttribute("form") ServerForm form, @ModelAttribute("trial") PolicyTesterForm trial,
			@RequestParam(defaultValue = "") Set<String> acknowledged, Actor actor) {
		try {
			return opened(this.servers.register(form.toDraft(), acknowledged, actor));
		}
		catch (InvalidInput ex) {
			return this.view.invalid(form, trial, ex);
		}
		catch (CloudflareUnavailable ex) {
			return this.view.unavailable(form, trial, ex);
		}
		catch (UnacknowledgedPolicyWarnings ex) {
			return new ModelAndView("forward:/servers/preview");
		}
	}

	@PostMapping("/{id}")
	ModelAndView save(@PathVariable ServerId id, @ModelAttribute("form") ServerForm form,
			@ModelAttribute("trial") PolicyTesterForm trial, @RequestParam(defaultValue = "-1") long version,
			@RequestParam(defaultValue = "") Set<String> acknowledged, Actor actor) {
		try {
			return opened(this.servers.edit(id, version, form.toDraft(), acknowledged, actor));
		}
		catch (InvalidInput ex) {
			return this.view.invalid(form, trial, ex);
		}
		catch (CloudflareUnavailable ex) {
			return this.view.unavailable(form, trial, ex);
		}
		catch (UnacknowledgedPolicyWarnings ex) {
			return new ModelAndView("forward:/servers/preview");
		}
		catch (StaleServer ex) {
			return this.view.stale(form, ex.current());
		}
	}

	private ModelAndView changed(ServerForm form, PolicyTesterForm trial, String action, Locale locale) {
		if (action.startsWith(EDIT)) {
			return this.view.show(new FormChange(form, action.substring(EDIT.length())), trial);
		}
		if (action.equals("try")) {
			return this.view.show(new FormChange(form, "try-result"), trial);
		}
		ModelAndView page = this.view.show(FormChange.of(form, action, policyName(action, locale)), trial);
		PolicyTemplate.of(action).ifPresent((template) -> page.addObject("started", template));
		return page;
	}

	/** A list to choose from stands in a field of its own. */
	private static String picked(String action, Map<String, String> fields) {
		return action.startsWith(PICK)
				? "add-rule:%s:%s".formatted(action.substring(PICK.length()), fields.getOrDefault(action, "")) : action;
	}

	private static ModelAndView opened(Server server) {
		return SeeOther.to("/servers/" + server.id());
	}

	private String policyName(String action, Locale locale) {
		String code = PolicyTemplate.of(action)
			.map((template) -> "servers.form.start." + template.code() + ".policy")
			.orElse(NEW_NAME);
		return this.messages.getMessage(code, null, locale);
	}

}

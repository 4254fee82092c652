package dev.postern.servers.web;

import java.util.List;
import java.util.Locale;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.ServiceTokenId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.Servers;
import dev.postern.servers.form.MachineDoor;
import dev.postern.servers.form.ServerForm;
import dev.postern.servicetokens.MachineList;
import dev.postern.servicetokens.TokenChoice;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Chooses which machines a server lets in. Nothing is changed here: each choice leads to
 * the preview of an ordinary edit.
 */
@Controller
@ForAdmins
class MachinesOfServerPages {

	private final Servers servers;

	private final MachineList machines;

	private final MessageSource messages;

	MachinesOfServerPages(Servers servers, MachineList machines, MessageSource messages) {
		this.servers = servers;
		this.machines = machines;
		this.messages = messages;
	}

	@GetMapping("/servers/{id}/machines")
	String choose(@PathVariable ServerId id, Model model, Locale locale) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		MachineDoor now = new MachineDoor(ServerForm.of(server));
		List<ServiceTokenId> letIn = now.letIn();
		List<TokenChoice> known = this.machines.choices();
		model.addAttribute("server", server);
		model.addAttribute("now", now);
		model.addAttribute("opened",
				now.opened(this.messages.getMessage("servers.machines.policy-name", null, locale)));
		model.addAttribute("letIn", letIn.stream().map((token) -> LetIn.of(token, known, now)).toList());
		model.addAttribute("choices",
				known.stream().filter((choice) -> !letIn.contains(choice.token())).map(Choice::new).toList());
		return "servers/machines";
	}

	/** A machine that can be let in, and what the form says for it. */
	record Choice(TokenChoice choice, String rule) {

		Choice(TokenChoice choice) {
			this(choice, MachineDoor.rule(choice.token()));
		}

	}

	/**
	 * A machine that is let in.
	 *
	 * @param known {@code null} when its service token does not work or is not there
	 * @param without the form without it
	 */
	record LetIn(ServiceTokenId token, @Nullable TokenChoice known, MachineDoor without) {

		static LetIn of(ServiceTokenId token, List<TokenChoice> choices, MachineDoor now) {
			return new LetIn(token,
					choices.stream().filter((choice) -> choice.token().equals(token)).findFirst().orElse(null),
					now.without(token));
		}

	}

}

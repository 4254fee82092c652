package dev.postern.servers.hostkeys.web;

import java.util.List;
import java.util.Optional;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ConfigReaders;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.Servers;
import dev.postern.servers.hostkeys.HostKeys;
import dev.postern.servers.hostkeys.KeyChange;
import dev.postern.servers.hostkeys.PastedKeys;
import dev.postern.servers.hostkeys.PinnedKeys;
import dev.postern.servers.hostkeys.StaleHostKeys;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where administrators say by which keys a server is known. */
@Controller
@RequestMapping("/servers/{id}/host-keys")
@ForAdmins
class HostKeysPages {

	private static final String FORM = "form";

	private final Servers servers;

	private final HostKeys hostKeys;

	private final ConfigReaders readers;

	HostKeysPages(Servers servers, HostKeys hostKeys, ConfigReaders readers) {
		this.servers = servers;
		this.hostKeys = hostKeys;
		this.readers = readers;
	}

	@GetMapping
	ModelAndView show(@PathVariable ServerId id) {
		return page(get(id), HostKeysForm.EMPTY);
	}

	/** A panel of the server's page. */
	@GetMapping("/panel")
	ModelAndView panel(@PathVariable ServerId id) {
		return new ModelAndView("servers/host-keys :: keys-panel").addObject("server", get(id))
			.addObject("keys", this.hostKeys.of(id).orElse(null));
	}

	/** Shows what would change; once somebody has seen that, pins it. */
	@PostMapping
	ModelAndView change(@PathVariable ServerId id, @ModelAttribute(FORM) HostKeysForm form, Actor actor) {
		Server server = get(id);
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		try {
			PastedKeys pasted = read(server, form);
			if (form.isConfirmed() && form.revision() != null) {
				this.hostKeys.pin(id, pasted.keys(), form.revision(), actor);
				return SeeOther.to("/servers/%s/host-keys".formatted(id));
			}
			return review(server, pasted, form.isConfirmed());
		}
		catch (StaleHostKeys ex) {
			return review(server, read(server, form), true);
		}
		catch (InvalidInput ex) {
			boolean again = PastedKeys.isNoSecret(ex);
			HostKeysForm shown = again ? form : HostKeysForm.EMPTY;
			BindingResult errors = new BeanPropertyBindingResult(shown, FORM);
			FormProblems.add(errors, ex);
			ModelAndView page = page(server, shown).addObject(BindingResult.MODEL_KEY_PREFIX + FORM, errors)
				.addObject("emptied", !again && !PastedKeys.isNothing(form.text()));
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	private PastedKeys read(Server server, HostKeysForm form) {
		if (!PastedKeys.isNothing(form.text())) {
			return PastedKeys.read(form.text(), server.spec());
		}
		if (!form.isConfirmed()
				&& this.hostKeys.of(server.id()).map((now) -> now.readable() && !now.isPinned()).orElse(true)) {
			throw InvalidInput.of(PastedKeys.FIELD, "", "servers.hostkeys.error.none");
		}
		return new PastedKeys(List.of(), List.of());
	}

	private ModelAndView review(Server server, PastedKeys pasted, boolean overtaken) {
		Optional<PinnedKeys> now = this.hostKeys.of(server.id());
		return page(server, HostKeysForm.EMPTY)
			.addObject("review",
					HostKeysReview.of(server.id(), now.map(PinnedKeys::keys).orElse(List.of()), pasted.keys(),
							pasted.names(), this.readers.of(server.spec()), now.map(PinnedKeys::revision).orElse(0)))
			.addObject("overtaken", overtaken);
	}

	private ModelAndView page(Server server, HostKeysForm form) {
		List<KeyChange> history = this.hostKeys.history(server.id());
		return new ModelAndView("servers/host-keys").addObject("server", server)
			.addObject("history", history)
			.addObject("keys", history.stream().findFirst().map(KeyChange::after).orElse(null))
			.addObject(FORM, form)
			.addObject(BindingResult.MODEL_KEY_PREFIX + FORM, new BeanPropertyBindingResult(form, FORM));
	}

	private Server get(ServerId id) {
		return this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
	}

}

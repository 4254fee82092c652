package dev.postern.connect.download;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import dev.postern.connect.MyServer;
import dev.postern.connect.MyServers;
import dev.postern.connect.SshSettings;
import dev.postern.connect.StoredSshSettings;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ServerNotFound;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where people say what they want in their ssh configs. */
@Controller
@ForSignedIn
@RequestMapping("/connect/settings")
class SettingsController {

	private final MyServers servers;

	private final StoredSshSettings settings;

	SettingsController(MyServers servers, StoredSshSettings settings) {
		this.servers = servers;
		this.settings = settings;
	}

	/**
	 * The form.
	 * @param server for which server; none for all of them
	 */
	@GetMapping
	ModelAndView form(Person person, @RequestParam(required = false) @Nullable ServerId server) {
		SshSettings kept = this.settings.of(person.id());
		SettingsForm form = (server != null) ? SettingsForm.of(kept.of(mine(person, server).id()))
				: SettingsForm.of(kept);
		return page(person, Optional.ofNullable(server)).addObject("form", form)
			.addObject(BindingResult.MODEL_KEY_PREFIX + "form", new BeanPropertyBindingResult(form, "form"));
	}

	@PostMapping
	ModelAndView change(Person person, @ModelAttribute("form") SettingsForm form) {
		return done(person, form, Optional.empty(), form::settings);
	}

	@PostMapping("/{server}")
	ModelAndView changeServer(Person person, @PathVariable ServerId server, @ModelAttribute("form") SettingsForm form) {
		MyServer mine = mine(person, server);
		return done(person, form, Optional.of(server), (kept) -> kept.with(mine.id(), form.ofServer()));
	}

	private ModelAndView done(Person person, SettingsForm form, Optional<ServerId> server,
			UnaryOperator<SshSettings> change) {
		try {
			this.settings.change(person, change);
			return SeeOther.to("/connect#your-config");
		}
		catch (InvalidInput ex) {
			BindingResult errors = new BeanPropertyBindingResult(form, "form");
			FormProblems.add(errors, ex);
			ModelAndView page = page(person, server).addAllObjects(errors.getModel());
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	private ModelAndView page(Person person, Optional<ServerId> chosen) {
		List<MyServer> mine = this.servers.of(person);
		SshSettings kept = this.settings.of(person.id());
		return new ModelAndView("connect/settings").addObject("servers", mine)
			.addObject("chosen",
					mine.stream()
						.filter((server) -> chosen.filter(server.id()::equals).isPresent())
						.findFirst()
						.orElse(null))
			.addObject("special", mine.stream().filter((server) -> kept.servers().containsKey(server.id())).toList())
			.addObject("usual", kept);
	}

	/** Of a server that does not let the person in nothing is said. */
	private MyServer mine(Person person, ServerId server) {
		return this.servers.of(person)
			.stream()
			.filter((one) -> one.id().equals(server))
			.findFirst()
			.orElseThrow(() -> new ServerNotFound(server));
	}

}

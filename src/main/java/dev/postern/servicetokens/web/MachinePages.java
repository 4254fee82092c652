package dev.postern.servicetokens.web;

import java.util.List;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.servicetokens.Machine;
import dev.postern.servicetokens.MachineId;
import dev.postern.servicetokens.MachineList;
import dev.postern.servicetokens.MachineList.Known;
import dev.postern.servicetokens.MachineList.Overview;
import dev.postern.servicetokens.MachineState;
import dev.postern.servicetokens.Machines;
import dev.postern.servicetokens.Told;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows the service tokens, and makes new ones. */
@Controller
@RequestMapping("/service-tokens")
@ForAdmins
class MachinePages {

	private final Machines machines;

	private final MachineList list;

	private final MachineTexts texts;

	private final SecretPage secretPage;

	MachinePages(Machines machines, MachineList list, MachineTexts texts, SecretPage secretPage) {
		this.machines = machines;
		this.list = list;
		this.texts = texts;
		this.secretPage = secretPage;
	}

	@GetMapping
	String list(Model model) {
		Overview overview = this.list.overview();
		model.addAttribute("rows", overview.ours().stream().map(this::row).toList());
		model.addAttribute("foreign", overview.foreign());
		model.addAttribute("trouble", (overview.trouble() != null) ? this.texts.problem(overview.trouble()) : null);
		return "servicetokens/list";
	}

	/** A panel of the home page. */
	@GetMapping("/summary")
	String summary(Model model) {
		List<Known> ours = this.list.ours();
		model.addAttribute("count", ours.size());
		model.addAttribute("rows",
				ours.stream().filter((one) -> one.state() != MachineState.VALID).map(this::row).toList());
		return "servicetokens/list :: machines-summary";
	}

	@GetMapping("/new")
	String empty(@RequestParam(defaultValue = "") String server, Model model) {
		model.addAttribute("form", NewTokenForm.empty(server));
		return "servicetokens/new";
	}

	/**
	 * Answers with the page itself and not with a redirect: the secret is told once and
	 * must not be kept anywhere until then.
	 */
	@PostMapping
	ModelAndView create(@ModelAttribute("form") NewTokenForm form, BindingResult errors, Actor actor,
			HttpServletResponse response) {
		if (!errors.hasErrors()) {
			try {
				Told told = this.machines.create(form.name(), form.lifetime(), actor);
				return this.secretPage.show(told, form.server(), response);
			}
			catch (InvalidInput ex) {
				FormProblems.add(errors, FormFields.placed(ex));
			}
		}
		return new ModelAndView("servicetokens/new", errors.getModel(), HttpStatus.UNPROCESSABLE_CONTENT);
	}

	/** Looks at the account where only that can tell what became of a request. */
	@GetMapping("/{id}")
	ModelAndView machine(@PathVariable MachineId id) {
		Machine last = this.machines.get(id);
		if (last.token() == null || last.removalAskedAt() != null) {
			this.list.overview();
		}
		return this.machines.find(id).map(this::page).orElseGet(() -> SeeOther.to("/service-tokens"));
	}

	private ModelAndView page(Machine machine) {
		Known known = this.list.known(machine);
		return new ModelAndView("servicetokens/machine").addObject("row", row(known))
			.addObject("snippets", Snippets.of(machine, known.uses()));
	}

	private Row row(Known known) {
		return new Row(known, this.texts.problem(known).orElse(null));
	}

}

package dev.postern.servicetokens.web;

import java.time.Clock;
import java.util.List;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.servicetokens.Machine;
import dev.postern.servicetokens.MachineId;
import dev.postern.servicetokens.MachineInUse;
import dev.postern.servicetokens.MachineList;
import dev.postern.servicetokens.MachineList.Known;
import dev.postern.servicetokens.MachineState;
import dev.postern.servicetokens.Machines;
import dev.postern.servicetokens.OtherApplications;
import dev.postern.servicetokens.Told;
import dev.postern.ui.SeeOther;
import dev.postern.ui.input.FormProblems;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

/** Rotates, extends and deletes a service token, each after asking once more. */
@Controller
@RequestMapping("/service-tokens/{id}")
@ForAdmins
class ServiceTokenChangePages {

	private static final Logger log = LoggerFactory.getLogger(ServiceTokenChangePages.class);

	private static final List<Integer> GRACE = List.of(0, 1, 24, 168, 720);

	private static final int A_DAY = 24;

	private final Machines machines;

	private final MachineList list;

	private final OtherApplications others;

	private final SecretPage secretPage;

	private final Clock clock;

	ServiceTokenChangePages(Machines machines, MachineList list, OtherApplications others, SecretPage secretPage,
			Clock clock) {
		this.machines = machines;
		this.list = list;
		this.others = others;
		this.secretPage = secretPage;
		this.clock = clock;
	}

	@GetMapping("/rotate")
	ModelAndView askToRotate(@PathVariable MachineId id) {
		Known known = this.list.known(this.machines.get(id));
		boolean ends = known.state() == MachineState.EXPIRING || known.state() == MachineState.EXPIRED;
		boolean works = known.state() == MachineState.VALID || known.state() == MachineState.EXPIRING;
		RotationForm form = new RotationForm(known.machine().version(), works ? A_DAY : 0, ends);
		return rotation(known, new BeanPropertyBindingResult(form, "form"), HttpStatus.OK);
	}

	/** Answers with the page itself, as it tells the new secret. */
	@PostMapping("/rotate")
	ModelAndView rotate(@PathVariable MachineId id, @ModelAttribute("form") RotationForm form, BindingResult errors,
			Actor actor, HttpServletResponse response) {
		Known known = this.list.known(this.machines.get(id));
		if (!errors.hasErrors()) {
			try {
				Told told = this.machines.rotate(id, form.version(), form.previousUntil(this.clock.instant()), actor);
				boolean extended = !form.lastsAgain() || extended(id, actor);
				return this.secretPage.show(refreshed(told), "", response)
					.addObject("rotated", true)
					.addObject("notExtended", !extended);
			}
			catch (InvalidInput ex) {
				FormProblems.add(errors, FormFields.placed(ex));
			}
		}
		return rotation(known, errors, HttpStatus.UNPROCESSABLE_CONTENT);
	}

	@PostMapping("/extend")
	ModelAndView extend(@PathVariable MachineId id, Actor actor) {
		this.machines.extend(id, actor);
		return SeeOther.to("/service-tokens/" + id);
	}

	@GetMapping("/delete")
	ModelAndView askToDelete(@PathVariable MachineId id) {
		return deletion(this.machines.get(id), HttpStatus.OK, "");
	}

	@PostMapping("/delete")
	ModelAndView delete(@PathVariable MachineId id, @RequestParam(defaultValue = "") String confirm, Actor actor) {
		Machine machine = this.machines.get(id);
		if (!confirm.strip().equals(machine.name())) {
			return deletion(machine, HttpStatus.UNPROCESSABLE_CONTENT, confirm).addObject("wrong", true);
		}
		try {
			boolean gone = this.machines.remove(id, actor);
			return SeeOther.to(gone ? "/service-tokens" : "/service-tokens/" + id);
		}
		catch (MachineInUse ex) {
			return deletion(machine, HttpStatus.CONFLICT, "");
		}
	}

	/** The secret is told whether or not this comes to pass. */
	private boolean extended(MachineId id, Actor actor) {
		try {
			this.machines.extend(id, actor);
			return true;
		}
		catch (CloudflareException ex) {
			log.warn("A service token was rotated but not extended id={} said={}", id, ex.getMessage());
			return false;
		}
	}

	private Told refreshed(Told told) {
		return switch (told) {
			case Told.Once once -> new Told.Once(this.machines.get(once.machine().id()), once.secret());
			case Told.Never never -> never;
		};
	}

	private static ModelAndView rotation(Known known, BindingResult form, HttpStatus status) {
		return new ModelAndView("servicetokens/rotate", form.getModel(), status).addObject("known", known)
			.addObject("choices", GRACE);
	}

	private ModelAndView deletion(Machine machine, HttpStatus status, String confirm) {
		Known known = this.list.known(machine);
		return new ModelAndView("servicetokens/delete", status).addObject("known", known)
			.addObject("elsewhere", this.others.naming(machine, known.uses()).orElse(null))
			.addObject("confirm", confirm);
	}

}

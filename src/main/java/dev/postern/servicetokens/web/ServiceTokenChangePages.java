package dev.postern.servicetokens.web;

import java.time.Clock;
import java.util.List;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.servicetokens.ManagedToken;
import dev.postern.servicetokens.ManagedTokenId;
import dev.postern.servicetokens.ManagedTokens;
import dev.postern.servicetokens.OtherApplications;
import dev.postern.servicetokens.SecretDelivery;
import dev.postern.servicetokens.ServiceTokenInUse;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenList.Entry;
import dev.postern.servicetokens.TokenState;
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

	private final ManagedTokens managedTokens;

	private final TokenList tokenList;

	private final OtherApplications others;

	private final SecretPage secretPage;

	private final Clock clock;

	ServiceTokenChangePages(ManagedTokens managedTokens, TokenList tokenList, OtherApplications others,
			SecretPage secretPage, Clock clock) {
		this.managedTokens = managedTokens;
		this.tokenList = tokenList;
		this.others = others;
		this.secretPage = secretPage;
		this.clock = clock;
	}

	@GetMapping("/rotate")
	ModelAndView askToRotate(@PathVariable ManagedTokenId id) {
		Entry entry = this.tokenList.entry(this.managedTokens.get(id));
		boolean ends = entry.state() == TokenState.EXPIRING || entry.state() == TokenState.EXPIRED;
		boolean works = entry.state() == TokenState.VALID || entry.state() == TokenState.EXPIRING;
		RotationForm form = new RotationForm(entry.managed().version(), works ? A_DAY : 0, ends);
		return rotation(entry, new BeanPropertyBindingResult(form, "form"), HttpStatus.OK);
	}

	/** Answers with the page itself, as it tells the new secret. */
	@PostMapping("/rotate")
	ModelAndView rotate(@PathVariable ManagedTokenId id, @ModelAttribute("form") RotationForm form,
			BindingResult errors, Actor actor, HttpServletResponse response) {
		Entry entry = this.tokenList.entry(this.managedTokens.get(id));
		if (!errors.hasErrors()) {
			try {
				SecretDelivery delivery = this.managedTokens.rotate(id, form.version(),
						form.previousUntil(this.clock.instant()), actor);
				boolean extended = !form.lastsAgain() || extended(id, actor);
				return this.secretPage.show(refreshed(delivery), "", response)
					.addObject("rotated", true)
					.addObject("notExtended", !extended);
			}
			catch (InvalidInput ex) {
				FormProblems.add(errors, TokenFormFields.atFields(ex));
			}
		}
		return rotation(entry, errors, HttpStatus.UNPROCESSABLE_CONTENT);
	}

	@PostMapping("/extend")
	ModelAndView extend(@PathVariable ManagedTokenId id, Actor actor) {
		this.managedTokens.extend(id, actor);
		return SeeOther.to("/service-tokens/" + id);
	}

	@GetMapping("/delete")
	ModelAndView askToDelete(@PathVariable ManagedTokenId id) {
		return deletion(this.managedTokens.get(id), HttpStatus.OK, "");
	}

	@PostMapping("/delete")
	ModelAndView delete(@PathVariable ManagedTokenId id, @RequestParam(defaultValue = "") String confirm, Actor actor) {
		ManagedToken managed = this.managedTokens.get(id);
		if (!confirm.strip().equals(managed.name())) {
			return deletion(managed, HttpStatus.UNPROCESSABLE_CONTENT, confirm).addObject("wrong", true);
		}
		try {
			boolean gone = this.managedTokens.remove(id, actor);
			return SeeOther.to(gone ? "/service-tokens" : "/service-tokens/" + id);
		}
		catch (ServiceTokenInUse ex) {
			return deletion(managed, HttpStatus.CONFLICT, "").addObject("kept", ex.refusal().orElse(null));
		}
	}

	/** The secret is told whether or not this comes to pass. */
	private boolean extended(ManagedTokenId id, Actor actor) {
		try {
			this.managedTokens.extend(id, actor);
			return true;
		}
		catch (CloudflareException ex) {
			log.warn("A service token was rotated but not extended id={} said={}", id, ex.getMessage());
			return false;
		}
	}

	private SecretDelivery refreshed(SecretDelivery delivery) {
		return switch (delivery) {
			case SecretDelivery.Delivered delivered ->
				new SecretDelivery.Delivered(this.managedTokens.get(delivered.managed().id()), delivered.secret());
			case SecretDelivery.Lost lost -> lost;
		};
	}

	private static ModelAndView rotation(Entry entry, BindingResult form, HttpStatus status) {
		return new ModelAndView("servicetokens/rotate", form.getModel(), status).addObject("entry", entry)
			.addObject("choices", GRACE);
	}

	private ModelAndView deletion(ManagedToken managed, HttpStatus status, String confirm) {
		Entry entry = this.tokenList.entry(managed);
		return new ModelAndView("servicetokens/delete", status).addObject("entry", entry)
			.addObject("elsewhere", this.others.naming(managed, entry.uses()).orElse(null))
			.addObject("confirm", confirm);
	}

}

package dev.postern.identity.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.identity.tokens.PersonalTokens;
import dev.postern.identity.tokens.TokenId;
import dev.postern.identity.tokens.TokenNotFound;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** A person's own tokens for programs. */
@Controller
@ForSignedIn
@RequestMapping("/tokens")
class TokensController {

	private static final String VIEW = "identity/tokens";

	private static final Duration WARNED_BEFORE = Duration.ofDays(7);

	private final PersonalTokens tokens;

	private final Clock clock;

	TokensController(PersonalTokens tokens, Clock clock) {
		this.tokens = tokens;
		this.clock = clock;
	}

	@GetMapping
	String list(Person person, Model model) {
		model.addAttribute("form", TokenForm.EMPTY);
		show(person, model);
		return VIEW;
	}

	/**
	 * Answers with the page itself and not with a redirect: the token's text is told once
	 * and must not be kept in a session until then.
	 */
	@PostMapping
	ModelAndView create(@ModelAttribute("form") TokenForm form, BindingResult errors, Person person, Model model) {
		if (!errors.hasErrors()) {
			try {
				model.addAttribute("fresh",
						this.tokens.create(person, form.label(), form.wantedScope(), form.lifetime()));
			}
			catch (InvalidInput ex) {
				ex.problems().forEach((problem) -> reject(errors, problem));
			}
		}
		show(person, model);
		return new ModelAndView(VIEW, model.asMap(),
				errors.hasErrors() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.CREATED);
	}

	@GetMapping("/{id}/revoke")
	String confirm(@PathVariable TokenId id, Person person, Model model) {
		model.addAttribute("token", this.tokens.find(person.id(), id).orElseThrow(() -> new TokenNotFound(id)));
		return "identity/revoke";
	}

	@PostMapping("/{id}/revoke")
	String revoke(@PathVariable TokenId id, Person person) {
		this.tokens.revoke(person.id(), id, person.actor());
		return "redirect:/tokens";
	}

	private void show(Person person, Model model) {
		model.addAttribute("tokens", this.tokens.of(person.id()));
		Instant now = this.clock.instant();
		Instant silentFrom = this.tokens.silentFrom(person.id());
		model.addAttribute("now", now);
		model.addAttribute("silentFrom", silentFrom);
		model.addAttribute("silentSoon", !now.isBefore(silentFrom.minus(WARNED_BEFORE)));
	}

	private static void reject(BindingResult errors, FieldProblem problem) {
		String field = problem.field().equals("lifetime") ? "days" : problem.field();
		errors.rejectValue(field, problem.code(), problem.textArgs(), problem.code());
	}

}

package dev.postern.identity.web;

import java.util.Set;

import dev.postern.identity.ForPublic;
import dev.postern.identity.PersonPrincipal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page. */
@Controller
@ForPublic
class LoginController {

	static final String PATH = "/login";

	private static final Set<String> REASONS = Set.of("failed", "no-email", "unverified-email", "no-subject", "locked",
			"conflict", "not-noted", "ended", "expired");

	private final LoginProviders providers;

	LoginController(LoginProviders providers) {
		this.providers = providers;
	}

	@GetMapping(PATH)
	String login(@RequestParam(required = false) @Nullable String refused, Model model) {
		if (PersonPrincipal.currentPerson().isPresent()) {
			return "redirect:/";
		}
		model.addAttribute("providers", this.providers.all());
		model.addAttribute("refused", (refused == null || REASONS.contains(refused)) ? refused : "failed");
		return "identity/login";
	}

}

package dev.postern.ui;

import java.util.List;

import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.identity.Role;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The home page: panels for administrators and auditors; developers are led to how to
 * connect.
 */
@Controller
class HomeController {

	@GetMapping("/")
	@ForSignedIn
	String home(Person person, Model model) {
		List<String> panels = panels(person);
		if (panels.isEmpty()) {
			return "redirect:/connect";
		}
		model.addAttribute("panels", panels);
		return "ui/home";
	}

	private static List<String> panels(Person person) {
		if (person.has(Role.ADMIN)) {
			return List.of("servers", "runs", "tunnels", "service-tokens", "history", "audit");
		}
		return person.has(Role.AUDITOR) ? List.of("history", "audit") : List.of();
	}

}

package dev.postern.connect.download;

import java.util.List;

import dev.postern.connect.ClientSystem;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.InvalidInput;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where people ask whether their file is still right. */
@Controller
@ForSignedIn
@RequestMapping("/connect/check")
class CheckController {

	private final PersonChecks checks;

	CheckController(PersonChecks checks) {
		this.checks = checks;
	}

	@GetMapping
	ModelAndView ask() {
		return page(new ConfigCheckRequest("", ""));
	}

	@PostMapping
	ModelAndView check(Person person, ConfigCheckRequest request) {
		ModelAndView page = page(request);
		try {
			page.addObject("checked", this.checks.check(person, request));
		}
		catch (InvalidInput ex) {
			page.addObject("problems", ex.problems());
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
		}
		return page;
	}

	private static ModelAndView page(ConfigCheckRequest request) {
		String text = request.text();
		boolean tooLong = text != null && text.length() > ConfigCheckRequest.LONGEST;
		return new ModelAndView("connect/check").addObject("text", tooLong ? "" : text)
			.addObject("system", request.system())
			.addObject("systems", List.of(ClientSystem.values()))
			.addObject("problems", List.of());
	}

}

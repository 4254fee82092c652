package dev.postern.servers.web;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.identity.ForAdmins;
import dev.postern.identity.People;
import dev.postern.kernel.EmailAddress;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Offers the people and domains that Postern knows while somebody types a policy. */
@RestController
@RequestMapping("/servers/form/known")
@ForAdmins
class KnownValuesController {

	private static final int MOST = 6;

	/** People of whom domains are taken. */
	private static final int MOST_LOOKED_AT = 200;

	private final People people;

	KnownValuesController(People people) {
		this.people = people;
	}

	/** Addresses of people whose name or address holds a text. */
	@GetMapping("/email")
	List<String> people(@RequestParam(defaultValue = "") String q) {
		return found(q, MOST).map(EmailAddress::value).toList();
	}

	/** Domains that people have addresses at and that begin with a text. */
	@GetMapping("/email_domain")
	List<String> domains(@RequestParam(defaultValue = "") String q) {
		return found("@" + q, MOST_LOOKED_AT).map(EmailAddress::domain).distinct().limit(MOST).toList();
	}

	private Stream<EmailAddress> found(String text, int most) {
		return this.people.best(text, most)
			.page()
			.items()
			.stream()
			.filter((profile) -> !profile.former())
			.map((profile) -> profile.person().email());
	}

}

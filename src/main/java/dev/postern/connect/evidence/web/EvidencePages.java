package dev.postern.connect.evidence.web;

import dev.postern.connect.evidence.EvidenceReader;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.ServerId;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Evidence as a page to print. */
@Controller
@ForAuditors
class EvidencePages {

	private final EvidenceReader reader;

	private final EvidenceWords words;

	EvidencePages(EvidenceReader reader, EvidenceWords words) {
		this.reader = reader;
		this.words = words;
	}

	@GetMapping("/servers/{id}/evidence")
	ModelAndView page(@PathVariable ServerId id, Person reader) {
		return new ModelAndView("connect/evidence").addObject("admin", reader.has(Role.ADMIN))
			.addObject("reader", reader.email())
			.addObject("evidence", this.words.answer(this.reader.of(id), reader));
	}

}

package dev.postern.identity.web;

import dev.postern.identity.ForAdmins;
import dev.postern.identity.People;
import dev.postern.identity.PersonId;
import dev.postern.identity.PersonNotFound;
import dev.postern.kernel.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Everybody who has signed in: roles, and who is kept out. */
@Controller
@ForAdmins
@RequestMapping("/people")
class PeopleController {

	private static final int PAGE_SIZE = 50;

	private final People people;

	PeopleController(People people) {
		this.people = people;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(required = false) @Nullable String cursor,
			Model model) {
		model.addAttribute("q", q);
		model.addAttribute("page", this.people.search(q, cursor, PAGE_SIZE));
		return "identity/people";
	}

	@GetMapping("/{id}/lock")
	String confirm(@PathVariable PersonId id, Model model) {
		model.addAttribute("profile", this.people.find(id).orElseThrow(() -> new PersonNotFound(id)));
		return "identity/lock";
	}

	@PostMapping("/{id}/lock")
	String lock(@PathVariable PersonId id, Actor actor) {
		this.people.lock(id, actor);
		return "redirect:/people";
	}

	@PostMapping("/{id}/unlock")
	String unlock(@PathVariable PersonId id, Actor actor) {
		this.people.unlock(id, actor);
		return "redirect:/people";
	}

}

package dev.postern.identity.web;

import java.util.List;

import dev.postern.identity.AccountDecisions;
import dev.postern.identity.ForAdmins;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.PersonNotFound;
import dev.postern.identity.Role;
import dev.postern.identity.accounts.ConflictId;
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

	private final AccountDecisions decisions;

	PeopleController(People people, AccountDecisions decisions) {
		this.people = people;
		this.decisions = decisions;
	}

	@GetMapping
	@ForAuditors
	String list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "") String sort,
			@RequestParam(required = false) @Nullable String cursor, Person me, Model model) {
		People.Found found = this.people.search(q, sort, cursor, PAGE_SIZE);
		model.addAttribute("me", me);
		model.addAttribute("q", q.strip());
		model.addAttribute("sort", sort);
		model.addAttribute("usual", People.USUAL_ORDER);
		model.addAttribute("page", found.page());
		model.addAttribute("total", found.total());
		model.addAttribute("contests", me.has(Role.ADMIN) ? this.decisions.open() : List.of());
		model.addAttribute("former", this.people.searchFormer(q));
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

	@GetMapping("/conflicts/{id}/link")
	String confirmLink(@PathVariable ConflictId id, Model model) {
		return confirm(id, "link", model);
	}

	@GetMapping("/conflicts/{id}/replace")
	String confirmReplacement(@PathVariable ConflictId id, Model model) {
		return confirm(id, "replace", model);
	}

	private String confirm(ConflictId id, String choice, Model model) {
		model.addAttribute("contest", this.decisions.find(id));
		model.addAttribute("choice", choice);
		return "identity/conflict";
	}

	@PostMapping("/conflicts/{id}/link")
	String link(@PathVariable ConflictId id, @RequestParam PersonId holder, Actor actor) {
		this.decisions.link(id, holder, actor);
		return "redirect:/people";
	}

	@PostMapping("/conflicts/{id}/replace")
	String replace(@PathVariable ConflictId id, @RequestParam PersonId holder, Actor actor) {
		this.decisions.replace(id, holder, actor);
		return "redirect:/people";
	}

}

package dev.postern.identity.web;

import java.time.Clock;
import java.time.Instant;

import dev.postern.identity.ForAdmins;
import dev.postern.identity.ForAuditors;
import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.PersonNotFound;
import dev.postern.identity.Profile;
import dev.postern.identity.sessions.SessionId;
import dev.postern.identity.sessions.SessionNotFound;
import dev.postern.identity.sessions.Sessions;
import dev.postern.identity.tokens.PersonalTokens;
import dev.postern.identity.tokens.TokenId;
import dev.postern.identity.tokens.TokenNotFound;
import dev.postern.kernel.Actor;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The page of a person: groups, sessions, personal tokens, and the ways to what the
 * person reaches and did. Administrators end sessions and tokens there.
 */
@Controller
@ForAdmins
@RequestMapping("/people/{id}")
class PersonController {

	private final People people;

	private final Sessions sessions;

	private final PersonalTokens tokens;

	private final Clock clock;

	PersonController(People people, Sessions sessions, PersonalTokens tokens, Clock clock) {
		this.people = people;
		this.sessions = sessions;
		this.tokens = tokens;
		this.clock = clock;
	}

	@ModelAttribute("profile")
	Profile profile(@PathVariable PersonId id) {
		return this.people.find(id).orElseThrow(() -> new PersonNotFound(id));
	}

	@GetMapping
	@ForAuditors
	String show(@PathVariable PersonId id, Person me, Model model) {
		model.addAttribute("me", me);
		Instant silentFrom = this.tokens.silentFrom(id);
		model.addAttribute("sessions", this.sessions.of(id));
		model.addAttribute("mostSessions", Sessions.MOST_TOLD);
		model.addAttribute("tokens", this.tokens.working(id));
		model.addAttribute("silentFrom", silentFrom);
		model.addAttribute("silent", !this.clock.instant().isBefore(silentFrom));
		return "identity/person";
	}

	@GetMapping("/sessions/{session}/end")
	String confirmEnd(@PathVariable PersonId id, @PathVariable SessionId session, Model model) {
		model.addAttribute("browser", this.sessions.find(id, session).orElseThrow(() -> new SessionNotFound(session)));
		return "identity/end-session";
	}

	@PostMapping("/sessions/{session}/end")
	String end(@PathVariable PersonId id, @PathVariable SessionId session, Actor actor) {
		this.sessions.end(id, session, actor);
		return "redirect:/people/" + id;
	}

	@GetMapping("/sessions/end")
	String confirmEndOfAll() {
		return "identity/end-sessions";
	}

	@PostMapping("/sessions/end")
	String endAll(@PathVariable PersonId id, Actor actor) {
		this.sessions.endAll(id, actor);
		return "redirect:/people/" + id;
	}

	@GetMapping("/tokens/{token}/revoke")
	String confirmRevocation(@PathVariable PersonId id, @PathVariable TokenId token, Model model) {
		model.addAttribute("token", this.tokens.find(id, token).orElseThrow(() -> new TokenNotFound(token)));
		return "identity/revoke-for";
	}

	@PostMapping("/tokens/{token}/revoke")
	String revoke(@PathVariable PersonId id, @PathVariable TokenId token, Actor actor) {
		this.tokens.revoke(id, token, actor);
		return "redirect:/people/" + id;
	}

}

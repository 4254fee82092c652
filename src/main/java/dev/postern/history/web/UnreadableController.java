package dev.postern.history.web;

import dev.postern.history.UnreadableLogin;
import dev.postern.history.UnreadableLogins;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The entries of Cloudflare's log that could not be read. */
@Controller
@ForAuditors
class UnreadableController {

	private static final int PAGE_SIZE = 20;

	private final UnreadableLogins unreadable;

	UnreadableController(UnreadableLogins unreadable) {
		this.unreadable = unreadable;
	}

	@GetMapping("/history/unreadable")
	String page(@RequestParam(required = false) @Nullable String cursor, Model model) {
		Page<UnreadableLogin> part = this.unreadable.find(cursor, PAGE_SIZE);
		model.addAttribute("count", this.unreadable.count());
		model.addAttribute("entries", part.items());
		model.addAttribute("next", part.next());
		return "history/unreadable";
	}

}

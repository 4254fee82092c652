package dev.postern.servicetokens.web;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Actor;
import dev.postern.servicetokens.ManagedTokenId;
import dev.postern.servicetokens.ManagedTokens;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenSwitch;
import dev.postern.ui.SeeOther;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Disables a service token and enables it again, each after saying what follows. */
@Controller
@RequestMapping("/service-tokens/{id}")
@ForAdmins
class ServiceTokenSwitchPages {

	private final ManagedTokens managedTokens;

	private final TokenSwitch tokenSwitch;

	private final TokenList tokenList;

	ServiceTokenSwitchPages(ManagedTokens managedTokens, TokenSwitch tokenSwitch, TokenList tokenList) {
		this.managedTokens = managedTokens;
		this.tokenSwitch = tokenSwitch;
		this.tokenList = tokenList;
	}

	@GetMapping("/disable")
	String askToDisable(@PathVariable ManagedTokenId id, Model model) {
		model.addAttribute("entry", this.tokenList.entry(this.managedTokens.get(id)));
		return "servicetokens/disable";
	}

	@PostMapping("/disable")
	ModelAndView disable(@PathVariable ManagedTokenId id, Actor actor) {
		this.tokenSwitch.disable(id, actor);
		return SeeOther.to("/service-tokens/" + id);
	}

	@GetMapping("/enable")
	String askToEnable(@PathVariable ManagedTokenId id, Model model) {
		model.addAttribute("entry", this.tokenList.entry(this.managedTokens.get(id)));
		return "servicetokens/enable";
	}

	@PostMapping("/enable")
	ModelAndView enable(@PathVariable ManagedTokenId id, Actor actor) {
		this.tokenSwitch.enable(id, actor);
		return SeeOther.to("/service-tokens/" + id);
	}

}

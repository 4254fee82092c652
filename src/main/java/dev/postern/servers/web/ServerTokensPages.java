package dev.postern.servers.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.ServiceTokenId;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import dev.postern.servers.Server;
import dev.postern.servers.ServerNotFound;
import dev.postern.servers.ServerRetired;
import dev.postern.servers.Servers;
import dev.postern.servers.form.PolicyJson;
import dev.postern.servers.form.ServerForm;
import dev.postern.servers.form.ServiceTokenAccess;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.servicetokens.TokenChoice;
import dev.postern.servicetokens.TokenList;
import dev.postern.servicetokens.TokenStandings;
import dev.postern.servicetokens.TokenStandings.Ended;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Chooses which machines a server lets in. Nothing is changed here: each choice leads to
 * the preview of an ordinary edit.
 */
@Controller
@ForAdmins
class ServerTokensPages {

	private final Servers servers;

	private final TokenList tokenList;

	private final TokenStandings standings;

	private final PolicyWords words;

	private final MessageSource messages;

	ServerTokensPages(Servers servers, TokenList tokenList, TokenStandings standings, PolicyWords words,
			MessageSource messages) {
		this.words = words;
		this.servers = servers;
		this.tokenList = tokenList;
		this.standings = standings;
		this.messages = messages;
	}

	@GetMapping("/servers/{id}/machines")
	String choose(@PathVariable ServerId id, Model model, Locale locale) {
		Server server = this.servers.find(id).orElseThrow(() -> new ServerNotFound(id));
		if (server.retired()) {
			throw new ServerRetired(server);
		}
		ServiceTokenAccess now = new ServiceTokenAccess(ServerForm.of(server));
		List<ServiceTokenId> letIn = now.admittedTokens();
		List<TokenChoice> known = this.tokenList.choices();
		Map<ServiceTokenId, Ended> ended = this.standings.ended();
		model.addAttribute("server", server);
		model.addAttribute("now", now);
		ServiceTokenAccess opened = now.opened(this.messages.getMessage("servers.machines.policy-name", null, locale));
		PolicyWords words = this.words.preloaded();
		model.addAttribute("opened", opened);
		model.addAttribute("extends",
				!letIn.isEmpty() && opened.form().policies().size() == now.form().policies().size());
		model.addAttribute("letIn", letIn.stream().map((token) -> AdmittedToken.of(token, known, ended, now)).toList());
		model.addAttribute("choices",
				known.stream()
					.filter((choice) -> !letIn.contains(choice.tokenId()))
					.map((choice) -> option(choice, opened, words))
					.toList());
		model.addAttribute("allLetIn", !known.isEmpty());
		return "servers/machines";
	}

	private static TokenOption option(TokenChoice choice, ServiceTokenAccess opened, PolicyWords words) {
		Policy policy = PolicyCodec.read(PolicyJson.of(opened.policyWith(choice.tokenId()))).getFirst();
		return new TokenOption(choice, ServiceTokenAccess.rule(choice.tokenId()), policy.name(), words.of(policy),
				PolicyCodec.write(List.of(policy)).get(0).toPrettyString());
	}

	/**
	 * A machine that can be let in.
	 *
	 * @param rule what the form says for it
	 * @param policy the name of the policy that lets it in then
	 * @param sentence what that policy says
	 * @param json the same as Cloudflare is told it
	 */
	record TokenOption(TokenChoice choice, String rule, String policy, String sentence, String json) {
	}

	/**
	 * A machine that is let in.
	 *
	 * @param known {@code null} when its service token does not work or is not listed
	 * @param ended set when it is known not to work
	 * @param without the form without it
	 */
	record AdmittedToken(ServiceTokenId token, @Nullable TokenChoice known, @Nullable Ended ended,
			ServiceTokenAccess without) {

		static AdmittedToken of(ServiceTokenId token, List<TokenChoice> choices, Map<ServiceTokenId, Ended> ended,
				ServiceTokenAccess now) {
			return new AdmittedToken(token,
					choices.stream().filter((choice) -> choice.tokenId().equals(token)).findFirst().orElse(null),
					ended.get(token), now.without(token));
		}

	}

}

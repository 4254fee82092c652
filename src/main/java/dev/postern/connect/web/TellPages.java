package dev.postern.connect.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.postern.connect.reachability.AccessVerdict;
import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.Reachability;
import dev.postern.connect.reachability.ServerReach;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.identity.ForAdmins;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.hostkeys.HostKeys;
import dev.postern.servers.hostkeys.PinnedKeys;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Texts for those who get in to a server, which say how. */
@Controller
@ForAdmins
class TellPages {

	private static final int PAGE_SIZE = 20;

	private final Reachability reachability;

	private final ReachWordsFactory words;

	private final HostKeys hostKeys;

	private final MessageSource messages;

	TellPages(Reachability reachability, ReachWordsFactory words, HostKeys hostKeys, MessageSource messages) {
		this.reachability = reachability;
		this.words = words;
		this.hostKeys = hostKeys;
		this.messages = messages;
	}

	@GetMapping("/servers/{id}/tell")
	ModelAndView page(@PathVariable ServerId id, @RequestParam(required = false) @Nullable String cursor,
			HttpServletRequest request) {
		ServerReach reach = this.reachability.ofServer(id, Optional.empty(), WhatIf.NOTHING);
		ModelAndView page = new ModelAndView("connect/tell").addObject("server", reach.server());
		ReachWords words = this.words.create();
		if (reach.server().phase() != Phase.READY || reach.server().connection(words.standings()).cutOff()) {
			return page;
		}
		String connect = ServletUriComponentsBuilder.fromContextPath(request).path("/connect").toUriString();
		List<Reach> letIn = reach.people().stream().filter((one) -> one.verdict() != AccessVerdict.DENIED).toList();
		Page<PersonText> part = ReachabilityApi.BY_PERSON.page(letIn, cursor, PAGE_SIZE)
			.map((one) -> new PersonText(one.person().email().value(), one.person().name(), text(one, words, connect)));
		String others = words.others(reach.others());
		boolean conditions = !others.isEmpty()
				|| letIn.stream().anyMatch((one) -> one.verdict() == AccessVerdict.DEPENDS);
		return page.addObject("part", part)
			.addObject("all", text(reach.server(), connect, conditions))
			.addObject("others", others);
	}

	private String text(Reach reach, ReachWords words, String connect) {
		ServerSpec spec = reach.server().spec();
		List<String> lines = begin(spec);
		String condition = words.condition(reach);
		if (!condition.isEmpty()) {
			lines.add(message("condition", condition));
		}
		lines.addAll(how(reach.server(), connect));
		lines.add(message("browser", reach.person().email()));
		return String.join("\n", lines);
	}

	private String text(Server server, String connect, boolean conditions) {
		ServerSpec spec = server.spec();
		List<String> lines = begin(spec);
		if (conditions) {
			lines.add(message("conditions", connect));
		}
		lines.addAll(how(server, connect));
		lines.add(message("browser-all"));
		return String.join("\n", lines);
	}

	private List<String> how(Server server, String connect) {
		List<String> lines = new ArrayList<>(List.of(message("first", connect)));
		PinnedKeys keys = this.hostKeys.current().get(server.id());
		if (keys != null && keys.isPinned()) {
			lines.add(message("keys"));
		}
		lines.add(message("then", server.spec().name()));
		return lines;
	}

	private List<String> begin(ServerSpec spec) {
		List<String> lines = new ArrayList<>();
		lines.add(this.messages.getMessage("connect.tell.text", new Object[] { spec.name() }, Locale.ENGLISH));
		if (!spec.description().isEmpty()) {
			lines.add(message("description", spec.description()));
		}
		return lines;
	}

	private String message(String code, Object... args) {
		return this.messages.getMessage("connect.tell.text." + code, args, Locale.ENGLISH);
	}

	/**
	 * What one person can be told.
	 *
	 * @param name empty for those who never signed in to the portal
	 */
	record PersonText(String email, String name, String text) {
	}

}

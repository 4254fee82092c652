package dev.postern.connect.web;

import java.util.Map;

import dev.postern.grants.RunningGrants;
import dev.postern.servers.policies.PolicyWords;
import dev.postern.tunnels.TunnelStandings;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Makes descriptions of who reaches what; it reads all names that they need at once. */
@Component
class ReachWordsFactory {

	private final PolicyWords words;

	private final TunnelStandings standings;

	private final MessageSource messages;

	private final RunningGrants grants;

	ReachWordsFactory(PolicyWords words, TunnelStandings standings, MessageSource messages, RunningGrants grants) {
		this.words = words;
		this.standings = standings;
		this.messages = messages;
		this.grants = grants;
	}

	ReachWords create() {
		return new ReachWords(this.words.preloaded(), this.standings.now(), this.messages, this.grants.now());
	}

	/** The countries that people can be supposed to come from, by code. */
	Map<String, String> countries() {
		return this.words.countries();
	}

}

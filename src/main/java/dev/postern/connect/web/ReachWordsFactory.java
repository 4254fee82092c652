package dev.postern.connect.web;

import java.util.Map;

import dev.postern.servers.policies.PolicyWords;

import org.springframework.stereotype.Component;

/** Makes descriptions of who reaches what; it reads all names that they need at once. */
@Component
class ReachWordsFactory {

	private final PolicyWords words;

	ReachWordsFactory(PolicyWords words) {
		this.words = words;
	}

	ReachWords create() {
		return new ReachWords(this.words.preloaded());
	}

	/** The countries that people can be supposed to come from, by code. */
	Map<String, String> countries() {
		return this.words.countries();
	}

}

package dev.postern.connect.web;

import dev.postern.directory.Directory;
import dev.postern.servers.PolicyWords;

import org.springframework.stereotype.Component;

/** The words for who reaches what, with all names read at once. */
@Component
class Vocabulary {

	private final PolicyWords words;

	private final Directory directory;

	Vocabulary(PolicyWords words, Directory directory) {
		this.words = words;
		this.directory = directory;
	}

	ReachWords now() {
		return new ReachWords(this.words.knowing(this.directory.names()));
	}

}

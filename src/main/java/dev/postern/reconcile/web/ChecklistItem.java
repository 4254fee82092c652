package dev.postern.reconcile.web;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One line of the check-list that leads from a registered to a reachable server, or back.
 *
 * @param at when it was reached; {@code null} when it was not, or nobody noted it
 * @param evidence what shows it, or what it waits for
 * @param link where there is more to see; {@code null} when nowhere
 * @param panel whence a browser takes this line instead; {@code null} when it is whole
 */
record ChecklistItem(Name name, State state, @Nullable Instant at, String evidence, @Nullable String link,
		@Nullable String panel) {

	/** The same line, which another part of the portal knows more about. */
	ChecklistItem loadedFrom(String panel) {
		return new ChecklistItem(this.name, this.state, this.at, this.evidence, this.link, panel);
	}

	/** What is to be reached. */
	enum Name {

		PROTECTED, ROUTED, RESOLVABLE, CONNECTED, FIRST_LOGIN, PORT_CLOSED, CONCEALED, UNROUTED, UNPROTECTED

	}

	/** How far it is. */
	enum State {

		/** Reached. */
		DONE("check"),
		/** Under way. */
		RUNNING("phase-applying"),
		/** Not yet its turn. */
		WAITING("clock"),
		/** Something is in its way. */
		TROUBLE("warning"),
		/** Not known here. */
		UNKNOWN("info"),
		/** Not done, as a person decided. */
		SKIPPED("minus"),
		/** A person's to do. */
		YOURS("person");

		private final String icon;

		State(String icon) {
			this.icon = icon;
		}

		public String icon() {
			return this.icon;
		}

	}

}

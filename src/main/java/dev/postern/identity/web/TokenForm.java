package dev.postern.identity.web;

import java.time.Duration;

import dev.postern.identity.tokens.TokenScope;
import org.jspecify.annotations.Nullable;

/** What the form for a new personal token sends. */
record TokenForm(@Nullable String name, @Nullable TokenScope scope, @Nullable Integer days) {

	static final TokenForm EMPTY = new TokenForm("", TokenScope.READ, 90);

	String label() {
		return (this.name != null) ? this.name : "";
	}

	TokenScope wantedScope() {
		return (this.scope != null) ? this.scope : TokenScope.READ;
	}

	Duration lifetime() {
		return Duration.ofDays((this.days != null) ? this.days : 0);
	}

}

package dev.postern.servicetokens.web;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What the form for a new service token sends.
 *
 * @param server the server on whose page somebody missed it; empty for none
 */
record NewTokenForm(String name, @Nullable Integer days, String server) {

	NewTokenForm(@Nullable String name, @Nullable Integer days, @Nullable String server) {
		this.name = Objects.requireNonNullElse(name, "");
		this.days = days;
		this.server = Objects.requireNonNullElse(server, "");
	}

	static NewTokenForm empty(String server) {
		return new NewTokenForm("", 90, server);
	}

	Duration lifetime() {
		return Duration.ofDays((this.days != null) ? this.days : 0);
	}

}

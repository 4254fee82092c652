package dev.postern.tunnels.web;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What the form for a new tunnel sends.
 *
 * @param onboarding {@code true} when somebody sets up a host and goes on with that
 */
record NewTunnelForm(String name, @Nullable Boolean onboarding) {

	NewTunnelForm(@Nullable String name, @Nullable Boolean onboarding) {
		this.name = Objects.requireNonNullElse(name, "");
		this.onboarding = onboarding;
	}

	/** Whether to go on with the walk afterwards. */
	public boolean goesOn() {
		return Boolean.TRUE.equals(this.onboarding);
	}

}

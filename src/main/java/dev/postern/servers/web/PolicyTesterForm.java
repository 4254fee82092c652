package dev.postern.servers.web;

import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the policies of a form are tried with, as it was typed. What is empty is
 * not known.
 *
 * @param tryProvider the id of the login method
 * @param tryGroups the groups at that provider, one on each line
 * @param tryToken the id of a service token; then it is a machine
 */
record PolicyTesterForm(String tryEmail, String tryCountry, String tryAddress, String tryProvider, String tryGroups,
		String tryToken) {

	PolicyTesterForm(@Nullable String tryEmail, @Nullable String tryCountry, @Nullable String tryAddress,
			@Nullable String tryProvider, @Nullable String tryGroups, @Nullable String tryToken) {
		this.tryEmail = text(tryEmail);
		this.tryCountry = text(tryCountry);
		this.tryAddress = text(tryAddress);
		this.tryProvider = text(tryProvider);
		this.tryGroups = text(tryGroups);
		this.tryToken = text(tryToken);
	}

	static PolicyTesterForm empty() {
		return new PolicyTesterForm(null, null, null, null, null, null);
	}

	public boolean isBlank() {
		return Stream
			.of(this.tryEmail, this.tryCountry, this.tryAddress, this.tryProvider, this.tryGroups, this.tryToken)
			.allMatch(String::isEmpty);
	}

	private static String text(@Nullable String entered) {
		return Objects.requireNonNullElse(entered, "").strip();
	}

}

package dev.postern.connect.errors.web;

import java.util.Optional;

import dev.postern.connect.ClientSystem;
import dev.postern.tunnels.cloudflared.CloudflaredVersion;
import dev.postern.connect.errors.ErrorText;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * An output that somebody pasted, and where they met it. What is wrong with the text is
 * said without a word of it.
 *
 * @param version the release of cloudflared, where they say it
 */
record ErrorQuestion(ErrorText text, ClientSystem terminal, Optional<CloudflaredVersion> version) {

	/**
	 * Reads what was sent.
	 * @throws InvalidInput naming what cannot be taken
	 */
	static ErrorQuestion of(@Nullable String text, @Nullable String system, @Nullable String version,
			ClientSystem usual) {
		ErrorText read = ErrorText.of((text != null) ? text : "");
		if (read.isEmpty()) {
			throw InvalidInput.of("text", "", "connect.pasted.empty");
		}
		return new ErrorQuestion(read, terminal(system, usual), version(version));
	}

	private static ClientSystem terminal(@Nullable String system, ClientSystem usual) {
		return (system == null || system.isBlank()) ? usual
				: ClientSystem.of(system).orElseThrow(() -> InvalidInput.of("system", system, "connect.pasted.system"));
	}

	private static Optional<CloudflaredVersion> version(@Nullable String version) {
		if (version == null || version.isBlank()) {
			return Optional.empty();
		}
		return Optional.of(CloudflaredVersion.of(version)
			.orElseThrow(() -> InvalidInput.of("version", version, "connect.pasted.version")));
	}

}

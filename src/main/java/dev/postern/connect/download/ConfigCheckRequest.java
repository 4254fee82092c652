package dev.postern.connect.download;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.postern.connect.ClientSystem;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file that somebody asks about.
 *
 * @param text what stands in it
 * @param system on which system it is used; empty for the one that it was made for
 */
@Schema(name = "SshConfigCheck")
record ConfigCheckRequest(@Schema(requiredMode = Schema.RequiredMode.REQUIRED,
		description = "The file, or a whole ~/.ssh/config with it; the output of cloudflared --version may stand there, too") @Nullable String text,
		@Schema(description = "linux, macos, windows, wsl or git-bash") @Nullable String system) {

	/** More than that no file of Postern has. */
	static final int LONGEST = 1_024 * 1_024;

	static ConfigCheckRequest of(JsonNode body) {
		JsonBody fields = new JsonBody(body, List.of("text", "system"), Set.of());
		ConfigCheckRequest request = new ConfigCheckRequest(fields.text("text"), fields.text("system"));
		fields.throwIfInvalid();
		return request;
	}

	String checkedText() {
		String given = Objects.requireNonNullElse(this.text, "");
		if (given.isBlank()) {
			throw InvalidInput.of("text", "", "connect.error.check-text");
		}
		if (given.length() > LONGEST) {
			throw InvalidInput.of("text", "", "connect.error.check-long");
		}
		return given;
	}

	Optional<ClientSystem> checkedSystem() {
		String given = Objects.requireNonNullElse(this.system, "");
		if (given.isBlank()) {
			return Optional.empty();
		}
		return Optional
			.of(ClientSystem.of(given).orElseThrow(() -> InvalidInput.of("system", given, "connect.error.system")));
	}

}

package dev.postern.connect.errors.web;

import java.util.List;
import java.util.Set;

import dev.postern.connect.ClientSystem;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Says what an output means, for programs. */
@RestController
@ForSignedIn
@Tag(name = "Doctor")
class ErrorApi {

	private static final String TEXT = "text";

	private final ErrorAnswers answers;

	ErrorApi(ErrorAnswers answers) {
		this.answers = answers;
	}

	@PostMapping("/api/v1/doctor/error")
	@Operation(summary = "Says what an output of ssh, cloudflared or Cloudflare means, and what to do",
			description = "Reads the last 20,000 characters of the text, keeps nothing of it and says nothing of it again. "
					+ "The system is linux, macos, windows, git-bash or wsl, the version that of cloudflared.")
	@ApiResponse(responseCode = "200", description = "What it means; without a code where nobody knows")
	@ApiResponse(responseCode = "422", description = "There is no text, or a value cannot be read")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(implementation = PastedError.class)))
	ErrorAnswer error(@RequestBody JsonNode body, Person reader) {
		JsonNode text = body.path(TEXT);
		if (body.isObject() && !text.isMissingNode() && !text.isNull() && !text.isString()) {
			throw InvalidInput.of(TEXT, "", "ui.json.text");
		}
		JsonBody read = new JsonBody(body, List.of(TEXT, "system", "version"), Set.of());
		String pasted = read.text(TEXT);
		String system = read.text("system");
		String version = read.text("version");
		read.throwIfInvalid();
		return this.answers.answer(ErrorQuestion.of(pasted, system, version, ClientSystem.LINUX), reader);
	}

	/** What {@code POST} takes. */
	record PastedError(@Schema(example = "websocket: bad handshake") String text,
			@Schema(example = "macos") @Nullable String system,
			@Schema(example = "2026.8.2") @Nullable String version) {
	}

}

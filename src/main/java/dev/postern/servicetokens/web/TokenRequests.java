package dev.postern.servicetokens.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.postern.kernel.GoDuration;
import dev.postern.kernel.InvalidInput;
import dev.postern.servicetokens.ManagedToken;
import dev.postern.ui.input.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What callers of the API send and get beside the service token itself. A field that
 * Postern does not know is refused, so that a slip of the pen does not end a secret
 * (I15).
 */
final class TokenRequests {

	private TokenRequests() {
	}

	/** A new service token. */
	@Schema(name = "NewServiceToken")
	record NewToken(@Nullable String name, @Schema(description = "How long it lasts, in whole hours",
			defaultValue = "2160h", example = "2160h") @Nullable String duration) {

		static NewToken of(JsonNode body) {
			JsonBody fields = new JsonBody(body, List.of("name", "duration"), Set.of());
			NewToken token = new NewToken(fields.text("name"), fields.text("duration"));
			fields.throwIfInvalid();
			return token;
		}

		String label() {
			return Objects.requireNonNullElse(this.name, "");
		}

		Duration lifetime() {
			String text = Objects.requireNonNullElse(this.duration, "2160h");
			return GoDuration.parse(text)
				.orElseThrow(() -> InvalidInput.of("duration", text, "servicetokens.error.duration",
						ManagedToken.LONGEST_LIFETIME.toHours()));
		}

	}

	/** A new secret. */
	@Schema(name = "ServiceTokenRotation")
	record Rotation(@Schema(description = "How long the secret of today goes on to work, at most 30 days; "
			+ "it ends at once when this is left out") @Nullable Instant previousSecretExpiresAt) {

		static Rotation of(JsonNode body) {
			JsonBody fields = new JsonBody(body, List.of("previousSecretExpiresAt"), Set.of());
			Rotation rotation = new Rotation(fields.instant("previousSecretExpiresAt"));
			fields.throwIfInvalid();
			return rotation;
		}

	}

	/** Whether a service token is to be accepted. */
	@Schema(name = "ServiceTokenSwitch")
	record Enabling(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) boolean enabled) {

		static Enabling of(JsonNode body) {
			JsonBody fields = new JsonBody(body, List.of("enabled"), Set.of());
			Boolean enabled = fields.bool("enabled");
			fields.throwIfInvalid();
			if (enabled == null) {
				throw InvalidInput.of("enabled", "", "ui.value.missing");
			}
			return new Enabling(enabled);
		}

	}

	/** The one answer that tells a secret. */
	@Schema(name = "FreshServiceToken")
	record FreshToken(ServiceTokenView token,
			@Schema(description = "Told in this answer and never again") String clientSecret) {

		@Override
		public String toString() {
			return "FreshToken[token=%s]".formatted(this.token);
		}

	}

}

package dev.postern.connect.download;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.postern.connect.check.CheckedConfig;
import dev.postern.connect.check.Finding;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.context.MessageSource;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what in a file is not so any more, for programs. */
@RestController
@RequestMapping("/api/v1/me/ssh-config/check")
@ForSignedIn
@Tag(name = "Me")
class CheckApi {

	private final PersonChecks checks;

	private final MessageSource messages;

	CheckApi(PersonChecks checks, MessageSource messages) {
		this.checks = checks;
		this.messages = messages;
	}

	@PostMapping
	@Operation(summary = "What in an ssh config of the caller is not so any more, and why",
			description = "The text is compared with what the caller would get now, and is not kept.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(schema = @Schema(implementation = ConfigCheckRequest.class)))
	CheckAnswer check(@RequestBody JsonNode body, Person person, Locale locale) {
		CheckedConfig checked = this.checks.check(person, ConfigCheckRequest.of(body));
		return new CheckAnswer(checked.upToDate(), checked.person(), checked.made(), checked.system(),
				checked.findings().stream().map((finding) -> view(finding, locale)).toList());
	}

	private FindingView view(Finding finding, Locale locale) {
		return new FindingView(finding.kind().code(), finding.server(),
				this.messages.getMessage("connect.check." + finding.kind().code(), finding.args().toArray(), locale),
				finding.at());
	}

	/** What is to be said of the file. */
	@Schema(name = "CheckedSshConfig")
	record CheckAnswer(boolean upToDate, String madeFor, String madeAt, String system, List<FindingView> findings) {
	}

	/** One thing that is to be said. */
	@Schema(name = "SshConfigFinding")
	record FindingView(String kind, String server, String text,
			@Schema(description = "Since when; null where nobody knows") @Nullable Instant at) {
	}

}

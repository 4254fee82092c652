package dev.postern.connect.download;

import dev.postern.identity.ForSignedIn;
import dev.postern.identity.ForSshConfigTokens;
import dev.postern.identity.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The host keys of the caller's servers, for programs. */
@RestController
@RequestMapping("/api/v1/me/known-hosts")
@ForSignedIn
@Tag(name = "Me")
class KnownHostsApi {

	private final ConfigFiles files;

	KnownHostsApi(ConfigFiles files) {
		this.files = files;
	}

	@GetMapping
	@ForSshConfigTokens
	@Operation(summary = "The pinned host keys of the servers that let the caller in, as a known_hosts",
			description = "The ssh config looks for it at ~/.ssh/postern_known_hosts, in which it is one marked part, the "
					+ "same on every system. The ETag changes only with the keys. "
					+ "Personal tokens of the scope SSH_CONFIG are good for this call, too.")
	@ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE))
	@ApiResponse(responseCode = "304", description = "The keys are still the same", content = @Content)
	ResponseEntity<String> knownHosts(Person person, HttpServletRequest request) {
		return this.files.knownHosts(person, request);
	}

}

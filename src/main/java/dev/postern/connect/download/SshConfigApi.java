package dev.postern.connect.download;

import dev.postern.connect.ClientSystem;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.ForSshConfigTokens;
import dev.postern.identity.Person;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The ssh config of the caller, and the script that keeps it, for programs. */
@RestController
@RequestMapping("/api/v1/me/ssh-config")
@ForSignedIn
@Tag(name = "Me")
class SshConfigApi {

	private final ConfigFiles files;

	SshConfigApi(ConfigFiles files) {
		this.files = files;
	}

	@GetMapping
	@ForSshConfigTokens
	@Operation(summary = "The caller's ssh config",
			description = "The system is linux, macos, windows, wsl or git-bash (unix means linux); the style is include for "
					+ "a file of its own, inline for a marked part of the person's. "
					+ "The ETag changes only with what the file says, not with the time. "
					+ "Personal tokens of the scope SSH_CONFIG are good for this call and for the installer.")
	@ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE))
	@ApiResponse(responseCode = "304", description = "The file still says the same", content = @Content)
	ResponseEntity<String> sshConfig(Person person, @ParameterObject SshConfigRequest wanted,
			HttpServletRequest request) {
		return this.files.download(person, wanted, ClientSystem.LINUX, request);
	}

	@GetMapping("/installer")
	@ForSshConfigTokens
	@Operation(summary = "A script that puts the caller's ssh config in its place and keeps it up to date",
			description = "For PowerShell on windows, for sh on all others. It holds no token: it reads one of the scope "
					+ "SSH_CONFIG from ~/.ssh/postern_token or POSTERN_TOKEN and downloads the config with it. "
					+ "Its words are install, update and uninstall.")
	@ApiResponse(responseCode = "200", content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE))
	@ApiResponse(responseCode = "304", description = "The script still says the same", content = @Content)
	ResponseEntity<String> installer(Person person, @ParameterObject SshConfigRequest wanted,
			HttpServletRequest request) {
		return this.files.installer(person, wanted, ClientSystem.LINUX, false, false, request);
	}

}

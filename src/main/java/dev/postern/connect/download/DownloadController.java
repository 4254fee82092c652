package dev.postern.connect.download;

import dev.postern.connect.ClientSystem;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Gives people in a browser their ssh config, alone or with the script that keeps it. */
@Controller
@ForSignedIn
@RequestMapping("/connect")
class DownloadController {

	private final ConfigFiles files;

	DownloadController(ConfigFiles files) {
		this.files = files;
	}

	@GetMapping("/ssh-config")
	ResponseEntity<String> config(Person person, SshConfigRequest wanted,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent,
			HttpServletRequest request) {
		return this.files.download(person, wanted, ClientSystem.ofBrowser(userAgent), request);
	}

	@GetMapping("/known-hosts")
	ResponseEntity<String> knownHosts(Person person, HttpServletRequest request) {
		return this.files.knownHosts(person, request);
	}

	/**
	 * The script with the config of today.
	 * @param pasted whether it is to be pasted where commands are typed
	 */
	@GetMapping("/ssh-config/installer")
	ResponseEntity<String> installer(Person person, SshConfigRequest wanted,
			@RequestParam(defaultValue = "false") boolean pasted,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent,
			HttpServletRequest request) {
		return this.files.installer(person, wanted, ClientSystem.ofBrowser(userAgent), true, pasted, request);
	}

}

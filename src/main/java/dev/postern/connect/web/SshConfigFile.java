package dev.postern.connect.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import dev.postern.connect.MyServer;
import dev.postern.connect.SshConfig;
import dev.postern.connect.SshConfigWriter;
import dev.postern.kernel.EmailAddress;
import dev.postern.ui.Downloads;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Makes the file that a person downloads or copies. */
@Component
class SshConfigFile {

	private final SshConfigWriter writer;

	private final Downloads downloads;

	private final Clock clock;

	SshConfigFile(SshConfigWriter writer, Downloads downloads, Clock clock) {
		this.writer = writer;
		this.downloads = downloads;
		this.clock = clock;
	}

	SshConfig config(EmailAddress person, List<MyServer> servers, SshConfigRequest.SshConfigOptions options) {
		String portal = ServletUriComponentsBuilder.fromCurrentContextPath().path("/connect").toUriString();
		return SshConfig.of(person, servers, portal, options.system(), options.identityFile());
	}

	String text(SshConfig config) {
		return this.writer.write(config, this.clock.instant());
	}

	/** Unchanged as long as only the time it was made would differ. */
	ResponseEntity<String> download(SshConfig config, HttpServletRequest request) {
		String eTag = '"' + this.writer.fingerprint(config) + '"';
		return this.downloads.file(request, "ssh-config", "postern_config", eTag)
			.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
			.header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
			.body(text(config));
	}

}

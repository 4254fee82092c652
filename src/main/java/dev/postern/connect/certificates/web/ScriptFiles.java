package dev.postern.connect.certificates.web;

import java.nio.charset.StandardCharsets;

import dev.postern.connect.certificates.ServerCertificates;
import dev.postern.connect.certificates.ServerCertificates.Overview;
import dev.postern.connect.certificates.ServerSteps;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Sha256;
import dev.postern.servers.Server;
import dev.postern.ui.Downloads;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Gives the script that root runs on a server. */
@Component
class ScriptFiles {

	private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);

	private final ServerCertificates overviews;

	private final Downloads downloads;

	ScriptFiles(ServerCertificates overviews, Downloads downloads) {
		this.overviews = overviews;
		this.downloads = downloads;
	}

	/**
	 * The script as a file.
	 * @param people who may log in; {@code null} for those whom the policies let in
	 */
	ResponseEntity<String> answer(Server server, @Nullable String people, HttpServletRequest request) {
		Overview overview = this.overviews.of(server, people);
		ServerSteps steps = overview.steps();
		if (steps == null) {
			throw InvalidInput.of("authority", overview.standing().state().name(),
					"connect.certificates.error.no-authority");
		}
		String script = steps.script();
		return this.downloads
			.file(request, "certificate-script", ServerSteps.SCRIPT, "\"%s\"".formatted(Sha256.of(script)))
			.contentType(TEXT)
			.body(script);
	}

}

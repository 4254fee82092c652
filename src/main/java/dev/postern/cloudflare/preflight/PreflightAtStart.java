package dev.postern.cloudflare.preflight;

import java.util.List;
import java.util.Locale;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Checks the account once the portal runs; it runs whether Cloudflare answers or not.
 */
@Component
class PreflightAtStart {

	private static final Logger log = LoggerFactory.getLogger(PreflightAtStart.class);

	private final CloudflareProperties properties;

	private final Preflight preflight;

	private final Cloudflare cloudflare;

	private final MessageSource messages;

	private final TaskExecutor background;

	PreflightAtStart(CloudflareProperties properties, Preflight preflight, Cloudflare cloudflare,
			MessageSource messages, TaskExecutor applicationTaskExecutor) {
		this.properties = properties;
		this.preflight = preflight;
		this.cloudflare = cloudflare;
		this.messages = messages;
		this.background = applicationTaskExecutor;
	}

	@EventListener(ApplicationReadyEvent.class)
	void check() {
		if (this.properties.checkAtStart()) {
			this.background.execute(() -> tell(this.cloudflare.inBackground(this.preflight::check)));
		}
	}

	private void tell(List<Finding> findings) {
		for (Finding finding : findings) {
			switch (finding.state()) {
				case OK, OFF -> log.debug("Cloudflare account checked part={} state={} detail={}", finding.code(),
						finding.state(), finding.detail());
				case MISSING, UNKNOWN ->
					log.warn("Cloudflare account needs attention part={} state={} needed={}: {} {} {} ({})",
							finding.code(), finding.state(), finding.needed(), say(finding.what(), finding),
							say(finding.means(), finding), say(finding.todo(), finding), finding.detail());
			}
		}
	}

	private String say(String code, Finding finding) {
		return this.messages.getMessage(code, finding.args().toArray(), Locale.ENGLISH);
	}

}

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
class StartupPreflight {

	private static final Logger log = LoggerFactory.getLogger(StartupPreflight.class);

	private final CloudflareProperties properties;

	private final Preflight preflight;

	private final Cloudflare cloudflare;

	private final MessageSource messages;

	private final TaskExecutor background;

	StartupPreflight(CloudflareProperties properties, Preflight preflight, Cloudflare cloudflare,
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

	private void tell(List<CheckResult> findings) {
		for (CheckResult result : findings) {
			switch (result.state()) {
				case OK, OFF, UNSAID -> log.debug("Cloudflare account checked part={} state={} detail={}",
						result.code(), result.state(), result.detail());
				case MISSING, UNKNOWN ->
					log.warn("Cloudflare account needs attention part={} state={} needed={}: {} {} {} ({})",
							result.code(), result.state(), result.needed(), say(result.what(), result),
							say(result.means(), result), say(result.todo(), result), result.detail());
			}
		}
	}

	private String say(String code, CheckResult result) {
		return this.messages.getMessage(code, result.args().toArray(), Locale.ENGLISH);
	}

}

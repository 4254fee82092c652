package dev.postern.tunnels;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.TaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Asks for tunnels and zones right after the start, so that nobody has to wait for it.
 */
@Component
class CatalogueWarmUp {

	private static final Logger log = LoggerFactory.getLogger(CatalogueWarmUp.class);

	private final Tunnels tunnels;

	private final TaskExecutor background;

	CatalogueWarmUp(Tunnels tunnels, TaskExecutor applicationTaskExecutor) {
		this.tunnels = tunnels;
		this.background = applicationTaskExecutor;
	}

	@EventListener(ApplicationReadyEvent.class)
	void warmUp() {
		this.background.execute(() -> {
			try {
				this.tunnels.catalogue();
			}
			catch (CloudflareUnavailable ex) {
				log.warn("Tunnels and zones can't be read from Cloudflare yet said={}", ex.getMessage());
			}
		});
	}

}

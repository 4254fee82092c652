package dev.postern.servers.onboarding;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import dev.postern.identity.ForAdmins;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.servers.onboarding.Onboarding.OpenHost;
import dev.postern.ui.SeeOther;
import dev.postern.ui.Watch;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Walks an administrator from a bare host to the first login, and on where they stopped.
 */
@Controller
@ForAdmins
class OnboardingPages {

	private final Onboarding onboarding;

	private final Clock clock;

	OnboardingPages(Onboarding onboarding, Clock clock) {
		this.onboarding = onboarding;
		this.clock = clock;
	}

	/**
	 * One walk. Without anything said it goes on with the newest host that is on its way.
	 * @param host {@code new} for another host, {@code ready} for one that can run a
	 * connector
	 * @param until until when the page asks again by itself; 0 for the first time
	 */
	@GetMapping("/onboarding")
	ModelAndView walk(@RequestParam(required = false) @Nullable TunnelId tunnel,
			@RequestParam(required = false) @Nullable ServerId server, @RequestParam(defaultValue = "") String host,
			@RequestParam(defaultValue = "0") long until) {
		List<OpenHost> open = this.onboarding.open();
		if (tunnel == null && server == null && host.isEmpty() && !open.isEmpty()) {
			return SeeOther.to(open.getFirst().path());
		}
		boolean waiting = until > 0;
		Walk walk = walk(tunnel, server, host, waiting);
		Instant now = this.clock.instant();
		Watch watch = waiting ? Watch.until(until, now) : Watch.from(now);
		return new ModelAndView("servers/onboarding").addObject("walk", walk)
			.addObject("watch", walk.watch(watch))
			.addObject("until", watch.end())
			.addObject("choices", (walk.tunnel() == null) ? this.onboarding.choices() : List.of())
			.addObject("open", open);
	}

	private Walk walk(@Nullable TunnelId tunnel, @Nullable ServerId server, String host, boolean waiting) {
		if (server != null) {
			return this.onboarding.ofServer(server, waiting);
		}
		return (tunnel != null) ? this.onboarding.ofTunnel(tunnel, waiting)
				: this.onboarding.ofNewHost(host.equals("ready"));
	}

}

package dev.postern.identity.web.guard;

import java.util.List;
import java.util.Locale;

import dev.postern.kernel.WrongSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may ask the portal, and how often strangers may.
 *
 * @param hosts the names by which the portal is called, without ports; empty for any
 * @param signInsPerMinute how many sign-ins a client address may begin, and how many may
 * fail
 * @param refusedTokensPerMinute after how many refused requests of a client address the
 * API answers it no more
 */
@ConfigurationProperties("postern.web")
record WebProperties(@DefaultValue List<String> hosts, @DefaultValue("60") int signInsPerMinute,
		@DefaultValue("60") int refusedTokensPerMinute) {

	WebProperties {
		hosts = hosts.stream().map((host) -> host.strip().toLowerCase(Locale.ROOT)).toList();
		WrongSetting.refuseUnlessPositive("postern.web.sign-ins-per-minute", signInsPerMinute);
		WrongSetting.refuseUnlessPositive("postern.web.refused-tokens-per-minute", refusedTokensPerMinute);
		hosts.stream().filter((host) -> host.isEmpty() || host.contains("/") || host.contains("*")).forEach((host) -> {
			throw new WrongSetting("postern.web.hosts",
					"must be names of hosts, for example postern.example.com, not '%s'.".formatted(host));
		});
	}

}

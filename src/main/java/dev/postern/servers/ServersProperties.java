package dev.postern.servers;

import java.util.List;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.WrongSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What servers may look like, and for whom they are.
 *
 * @param allowDeepHostnames whether hostnames may have more than one label in front of
 * their zone's name. Cloudflare's own certificates do not cover those; say so only when
 * the account has certificates that do.
 * @param domains the organisation's e-mail domains, lower case; a policy that lets in an
 * address elsewhere is asked about. None when nothing is to be asked
 */
@ConfigurationProperties("postern.servers")
record ServersProperties(@DefaultValue("false") boolean allowDeepHostnames, @DefaultValue List<String> domains) {

	ServersProperties {
		domains = domains.stream().map(ServersProperties::domain).toList();
	}

	private static String domain(String text) {
		try {
			return Hostname.of(text).value();
		}
		catch (IllegalArgumentException ex) {
			throw new WrongSetting("postern.servers.domains",
					"holds '%s', which is no domain: write it as in example.com.".formatted(text));
		}
	}

}

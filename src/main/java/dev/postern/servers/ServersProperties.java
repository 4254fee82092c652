package dev.postern.servers;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What servers may look like.
 *
 * @param allowDeepHostnames whether hostnames may have more than one label in front of
 * their zone's name. Cloudflare's own certificates do not cover those; say so only when
 * the account has certificates that do.
 */
@ConfigurationProperties("postern.servers")
record ServersProperties(@DefaultValue("false") boolean allowDeepHostnames) {
}

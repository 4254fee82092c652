package dev.postern.connect;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants in their ssh configs, whichever computer they are for.
 *
 * @param aliasPrefix stands before the name of each server; may be empty
 * @param loginUser {@code null} for the one of each server
 * @param identityFile {@code null} for the one that is asked for with a config
 * @param controlMaster whether connections are shared, where ssh can do that
 */
public record SshSettings(String aliasPrefix, @Nullable String loginUser, @Nullable IdentityFile identityFile,
		boolean controlMaster, Map<ServerId, ServerSettings> servers) {

	public static final SshSettings NONE = new SshSettings("", null, null, false, Map.of());

	private static final Pattern ALIAS_PREFIX = Pattern.compile("(?:[A-Za-z0-9_][A-Za-z0-9_.-]{0,19})?");

	public SshSettings {
		servers = Map.copyOf(servers);
	}

	/** Whether it can stand before the name of a server (I12). */
	public static boolean takesAliasPrefix(String prefix) {
		return ALIAS_PREFIX.matcher(prefix).matches();
	}

	public ServerSettings of(ServerId server) {
		return this.servers.getOrDefault(server, ServerSettings.NONE);
	}

	/** The same, but for one server. */
	public SshSettings with(ServerId server, ServerSettings own) {
		Map<ServerId, ServerSettings> all = new HashMap<>(this.servers);
		all.put(server, own);
		return withServers(all);
	}

	/** The same, with what was kept for servers other than these. */
	public SshSettings withOthers(SshSettings kept, Collection<ServerId> these) {
		Map<ServerId, ServerSettings> all = new HashMap<>(kept.servers);
		all.keySet().removeAll(Set.copyOf(these));
		all.putAll(this.servers);
		return withServers(all);
	}

	private SshSettings withServers(Map<ServerId, ServerSettings> all) {
		return new SshSettings(this.aliasPrefix, this.loginUser, this.identityFile, this.controlMaster, all);
	}

	/** What the person types for a server after {@code ssh}. */
	public String alias(MyServer server) {
		return this.aliasPrefix + server.name();
	}

	/** A server as this person's config names it. */
	public SshHost host(MyServer server) {
		ServerSettings own = of(server.id());
		String user = (own.loginUser() != null) ? own.loginUser()
				: (this.loginUser != null) ? this.loginUser : server.loginUser();
		return new SshHost(server.id(), alias(server), server.hostname().value(), user, server.remark(),
				own.identityFile(), own.forwardAgent(), server.application(), server.hostKeys(), server.authority());
	}

}

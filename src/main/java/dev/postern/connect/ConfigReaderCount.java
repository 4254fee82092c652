package dev.postern.connect;

import dev.postern.connect.reachability.Reachability;
import dev.postern.servers.ConfigReaders;
import dev.postern.servers.ServerSpec;

import org.springframework.stereotype.Component;

/** Counts whom {@link MyServers} would show a server. */
@Component
class ConfigReaderCount implements ConfigReaders {

	private final Reachability reachability;

	ConfigReaderCount(Reachability reachability) {
		this.reachability = reachability;
	}

	@Override
	public int of(ServerSpec spec) {
		return this.reachability.callersOf(spec);
	}

}

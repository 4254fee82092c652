package dev.postern.history.search;

import java.util.List;

import dev.postern.kernel.ServerId;

/** Which server is meant. */
public sealed interface ServerTerm {

	/**
	 * One that is or was registered.
	 *
	 * @param hostnames those that it owns: logins to them from before it was registered
	 * and after it was removed count as its own
	 */
	record Known(ServerId id, List<String> hostnames) implements ServerTerm {

		public Known {
			hostnames = List.copyOf(hostnames);
		}

	}

	/** Logins to a hostname that were to no server; empty where none is given. */
	record Foreign(String hostname) implements ServerTerm {
	}

	/** A part of the name of a server or of an application. */
	record Named(String part) implements ServerTerm {
	}

}

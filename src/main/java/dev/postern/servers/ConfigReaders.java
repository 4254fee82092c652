package dev.postern.servers;

/** In whose ssh config a server stands; told by the room that writes those. */
public interface ConfigReaders {

	/**
	 * How many of the people who have signed in, and are not kept out, can download a
	 * config that names a server with these policies.
	 */
	int of(ServerSpec spec);

}

package dev.postern.servers.onboarding;

import java.util.Optional;
import java.util.Set;

import dev.postern.kernel.ServerId;

/** Whether the ssh port of a server is closed to the world; told by whoever tries it. */
public interface PortStandings {

	/** How it was last; empty when nobody has tried it, or nobody can tell. */
	Optional<PortStanding> portOf(ServerId server);

	/** The servers at which nobody got in past Cloudflare when it was last tried. */
	Set<ServerId> shut();

}

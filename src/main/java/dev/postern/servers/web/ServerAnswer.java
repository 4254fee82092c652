package dev.postern.servers.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.postern.servers.Server;
import dev.postern.servers.ServerView;
import dev.postern.tunnels.Connection;
import dev.postern.tunnels.Standings;
import io.swagger.v3.oas.annotations.media.Schema;

/** A server as programs see it. */
record ServerAnswer(@JsonUnwrapped ServerView server,
		@Schema(description = "Whether people get through the tunnel to it, as was seen at seenAt; it costs Cloudflare "
				+ "no request. WORKS: all of its connectors run and have its rule. WEAK: the same, but connections of "
				+ "theirs are lost. Nobody, or not everybody, connects when it is BEHIND (a connector does not have "
				+ "its rule yet), DOWN, NEVER_RAN or GONE (the tunnel was deleted). FILE, RULE_NOT_KNOWN, STALE and "
				+ "NOT_KNOWN say that Postern cannot tell. A server in phase READY is reached only if this says so.") Connection connection) {

	static ServerAnswer of(Server server, Standings standings) {
		Connection connection = server.connection(standings);
		return new ServerAnswer(ServerView.of(server, connection), connection);
	}

}

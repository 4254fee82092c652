package dev.postern.servers.web;

import dev.postern.servers.Server;
import dev.postern.tunnels.KnownTunnel;

/** A server that stands as wanted and that nobody reaches, for want of a connector. */
record UnconnectedServer(Server server, KnownTunnel tunnel) {
}

package dev.postern.servers;

/** How far Cloudflare is with what was asked for a server. */
public enum Phase {

	PENDING, APPLYING, READY, DRIFTED, HELD, FAILED, REMOVING

}

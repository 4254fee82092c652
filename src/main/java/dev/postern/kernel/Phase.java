package dev.postern.kernel;

/** How far Cloudflare is with what was asked for a server or a group. */
public enum Phase {

	PENDING, APPLYING, READY, DRIFTED, HELD, FAILED, REMOVING

}

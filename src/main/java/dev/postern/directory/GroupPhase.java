package dev.postern.directory;

/** How far Cloudflare is with what was asked for a group. */
public enum GroupPhase {

	PENDING, APPLYING, READY, DRIFTED, HELD, FAILED, REMOVING

}

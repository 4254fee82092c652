package dev.postern.servers;

import java.util.Map;

import dev.postern.kernel.ServerId;

/** Which Access applications guard the servers; told by the room that makes them. */
public interface AccessApplications {

	/**
	 * Cloudflare's id of each application that stands, in one read. A login is kept for
	 * one application, so another id means that people have to sign in anew.
	 */
	Map<ServerId, String> current();

}

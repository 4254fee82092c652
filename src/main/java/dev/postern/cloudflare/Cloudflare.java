package dev.postern.cloudflare;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cloudflare's API for the one account that Postern manages. Lists are complete or an
 * exception, never a part. Every method throws a {@link CloudflareException}; reads are
 * repeated when that may help, writes never (I4).
 */
@Component
public class Cloudflare {

	/** Does work that gives way to people: it may use only a part of the budget. */
	public <T> T inBackground(Supplier<T> work) {
		return work.get();
	}

	/** All tunnels that are not deleted. */
	public List<Tunnel> tunnels() {
		throw new UnsupportedOperationException();
	}

	public Tunnel tunnel(TunnelId tunnel) {
		throw new UnsupportedOperationException();
	}

	/** The configuration; {@code Missing} when the tunnel is not remotely managed. */
	public TunnelConfiguration configuration(TunnelId tunnel) {
		throw new UnsupportedOperationException();
	}

	/** Replaces the whole document and answers what Cloudflare then holds. */
	public TunnelConfiguration replaceConfiguration(TunnelId tunnel, ObjectNode config) {
		throw new UnsupportedOperationException();
	}

	public List<Connector> connectors(TunnelId tunnel) {
		throw new UnsupportedOperationException();
	}

	public List<Zone> zones() {
		throw new UnsupportedOperationException();
	}

	/** All records of a zone, of every type. */
	public List<DnsRecord> dnsRecords(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

	public DnsRecord createDnsRecord(ZoneId zone, DnsRecordDraft draft) {
		throw new UnsupportedOperationException();
	}

	public DnsRecord patchDnsRecord(ZoneId zone, DnsRecordId record, DnsRecordDraft draft) {
		throw new UnsupportedOperationException();
	}

	public void deleteDnsRecord(ZoneId zone, DnsRecordId record) {
		throw new UnsupportedOperationException();
	}

	/** At most 200 changes. */
	public DnsBatch.Result changeDnsRecords(ZoneId zone, DnsBatch batch) {
		throw new UnsupportedOperationException();
	}

	/**
	 * All Access applications of the account. The permission to read them is proved
	 * first, since Cloudflare answers an empty list to those who lack it.
	 */
	public List<AccessApp> accessApps() {
		throw new UnsupportedOperationException();
	}

	public AccessApp accessApp(AccessAppId app) {
		throw new UnsupportedOperationException();
	}

	public AccessApp createAccessApp(ObjectNode body) {
		throw new UnsupportedOperationException();
	}

	/** Replaces the whole application; fields that are left out are lost. */
	public AccessApp replaceAccessApp(AccessAppId app, ObjectNode body) {
		throw new UnsupportedOperationException();
	}

	public void deleteAccessApp(AccessAppId app) {
		throw new UnsupportedOperationException();
	}

	/** Makes sure that the tag exists, which applications must before they carry it. */
	public void ensureTag(String name) {
		throw new UnsupportedOperationException();
	}

	public List<IdentityProvider> identityProviders() {
		throw new UnsupportedOperationException();
	}

	public Organization organization() {
		throw new UnsupportedOperationException();
	}

	/**
	 * One part of the login log, oldest first.
	 * @param page from 1 on
	 * @param limit entries in a part; a shorter part is the last
	 */
	public List<AccessRequest> accessRequests(Instant since, Instant until, int page, int limit) {
		throw new UnsupportedOperationException();
	}

}

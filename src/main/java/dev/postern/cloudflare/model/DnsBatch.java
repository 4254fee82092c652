package dev.postern.cloudflare.model;

import java.util.List;
import java.util.Map;

import dev.postern.kernel.DnsRecordId;

/** Several changes of one zone's records that Cloudflare makes all or not at all. */
public record DnsBatch(List<DnsRecordId> deletes, Map<DnsRecordId, DnsRecordDraft> patches,
		List<DnsRecordDraft> posts) {

	/** How many changes Cloudflare takes in one batch. */
	public static final int MAX_CHANGES = 200;

	public DnsBatch {
		deletes = List.copyOf(deletes);
		patches = Map.copyOf(patches);
		posts = List.copyOf(posts);
	}

	/**
	 * What the batch left behind.
	 *
	 * @param posts the records made, in the order of the drafts
	 */
	public record Result(List<DnsRecord> posts) {
	}

}

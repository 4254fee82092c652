package dev.postern.reconcile.plan;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A DNS record as it stands.
 *
 * @param hostname what it was made for, if ours; else its name
 * @param server whose it is; {@code null} for a foreign one
 * @param unknownFields what Cloudflare does not tell of it; {@code spec} says nothing
 * about these
 */
public record ObservedRecord(DnsRecordId id, ZoneId zone, Hostname hostname, Ownership ownership,
		@Nullable ServerId server, RecordSpec spec, SortedSet<String> unknownFields) {

	public ObservedRecord {
		unknownFields = Collections.unmodifiableSortedSet(new TreeSet<>(unknownFields));
	}

}

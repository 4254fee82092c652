package dev.postern.reconcile.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Reads the records of zones. One of ours that a list leaves out, or does not tell whole,
 * is asked for by itself (I3).
 */
@Component
class RecordReader {

	private static final Logger log = LoggerFactory.getLogger(RecordReader.class);

	private final Cloudflare cloudflare;

	RecordReader(Cloudflare cloudflare) {
		this.cloudflare = cloudflare;
	}

	/**
	 * The records of each zone that can be read, and what is certain of the others. One
	 * zone that left the account, or the token's reach, does not keep the others; a token
	 * that may read none of those it sees is another matter.
	 * @param leaving which of ours are to be removed
	 */
	ReadRecords read(Collection<ZoneId> zones, ZoneDirectory directory, Map<ZoneId, Set<DnsRecordId>> ours,
			Set<DnsRecordId> leaving) {
		Map<ZoneId, List<DnsRecord>> records = new HashMap<>();
		List<CloudflareException.Unauthorized> forbidden = new ArrayList<>();
		for (ZoneId zone : zones) {
			try {
				records.put(zone, read(zone, ours.getOrDefault(zone, Set.of())));
			}
			catch (CloudflareException.Missing | CloudflareException.Rejected ex) {
				log.warn("Cannot read the records of a zone zone={} said={}", zone, ex.getMessage());
			}
			catch (CloudflareException.Unauthorized ex) {
				log.warn("May not read the records of a zone zone={} said={}", zone, ex.getMessage());
				if (directory.lists(zone)) {
					forbidden.add(ex);
				}
			}
		}
		if (records.isEmpty() && !forbidden.isEmpty()) {
			throw forbidden.getFirst();
		}
		Set<DnsRecordId> gone = new HashSet<>();
		ours.forEach((zone, ids) -> {
			if (zones.contains(zone) && !records.containsKey(zone)) {
				gone.addAll(gone(zone, ids.stream().filter(leaving::contains).toList()));
			}
		});
		return new ReadRecords(records, gone);
	}

	/**
	 * Those that certainly do not exist in a zone that can't be read. That a zone is not
	 * shown, or not found by its id, says nothing of a record: the token may not see it,
	 * or it came back with its records. Only that the record itself is missing is certain
	 * (I3); where Cloudflare does not tell of the first, the others are not asked for.
	 */
	private Set<DnsRecordId> gone(ZoneId zone, List<DnsRecordId> ids) {
		Set<DnsRecordId> gone = new HashSet<>();
		try {
			for (DnsRecordId id : ids) {
				if (isGone(zone, id)) {
					gone.add(id);
				}
			}
		}
		catch (CloudflareException.Throttled ex) {
			throw ex;
		}
		catch (CloudflareException ex) {
			log.debug("May not read a record by itself either zone={} said={}", zone, ex.getMessage());
		}
		return gone;
	}

	private boolean isGone(ZoneId zone, DnsRecordId id) {
		try {
			this.cloudflare.dnsRecord(zone, id);
			return false;
		}
		catch (CloudflareException.Missing ex) {
			return ex.isRecord();
		}
	}

	private List<DnsRecord> read(ZoneId zone, Set<DnsRecordId> ours) {
		List<DnsRecord> found = new ArrayList<>();
		Set<DnsRecordId> unlisted = new HashSet<>(ours);
		for (DnsRecord dns : this.cloudflare.dnsRecords(zone)) {
			unlisted.remove(dns.id());
			if (isWhole(dns) || !ours.contains(dns.id())) {
				found.add(dns);
			}
			else {
				find(zone, dns.id()).ifPresent(found::add);
			}
		}
		unlisted.forEach((id) -> find(zone, id).ifPresent(found::add));
		return found;
	}

	/** One without a comment is asked for if it is ours, since ours have one. */
	private static boolean isWhole(DnsRecord dns) {
		return dns.unknownFields().isEmpty() && dns.comment() != null;
	}

	private Optional<DnsRecord> find(ZoneId zone, DnsRecordId id) {
		try {
			return Optional.of(this.cloudflare.dnsRecord(zone, id));
		}
		catch (CloudflareException.Missing ex) {
			return Optional.empty();
		}
	}

	/**
	 * What was read.
	 *
	 * @param byZone whole; zones that can't be read are left out
	 * @param gone records in such zones that certainly do not exist
	 */
	record ReadRecords(Map<ZoneId, List<DnsRecord>> byZone, Set<DnsRecordId> gone) {
	}

}

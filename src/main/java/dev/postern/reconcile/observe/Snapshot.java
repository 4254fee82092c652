package dev.postern.reconcile.observe;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.plan.Ingress;
import dev.postern.reconcile.plan.ObservedState.Link;

/**
 * What Cloudflare answered, each list whole; the raw material of an observation.
 *
 * @param records by zone; zones that can't be read are left out
 * @param goneRecords those of ours in such zones of which Cloudflare says for certain
 * that they do not exist
 */
public record Snapshot(Ingress ingress, Link link, List<AccessApp> applications, ZoneDirectory zones,
		Map<ZoneId, List<DnsRecord>> records, Set<DnsRecordId> goneRecords) {

	/** The same after a configuration was written and answered. */
	public Snapshot with(TunnelConfiguration written) {
		return new Snapshot(new Ingress(written.version(), written.config()), this.link, this.applications, this.zones,
				this.records, this.goneRecords);
	}

	/** What may have to be read again, since something of it was written. */
	public enum Part {

		CONFIGURATION, APPLICATIONS, RECORDS

	}

}

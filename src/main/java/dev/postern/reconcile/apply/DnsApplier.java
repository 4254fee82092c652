package dev.postern.reconcile.apply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.DnsBatch;
import dev.postern.cloudflare.model.DnsRecord;
import dev.postern.cloudflare.model.DnsRecordDraft;
import dev.postern.kernel.DnsRecordId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.Claim;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.payloads.Payloads;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.runs.RunRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Changes the records of a zone: several in one batch, and one by one when Cloudflare
 * refuses the batch, so that one bad record does not keep the others.
 */
@Component
class DnsApplier {

	private static final Logger log = LoggerFactory.getLogger(DnsApplier.class);

	private final Cloudflare cloudflare;

	private final Ledger ledger;

	DnsApplier(Cloudflare cloudflare, Ledger ledger) {
		this.cloudflare = cloudflare;
		this.ledger = ledger;
	}

	/**
	 * Answers whether the batch was taken; when it was refused nothing of it was done.
	 */
	boolean applyBatch(TunnelId tunnel, ApplyStep.Records step, RunRecorder run) {
		List<Change.CreateDns> creations = new ArrayList<>();
		List<DnsRecordId> deletes = new ArrayList<>();
		Map<DnsRecordId, DnsRecordDraft> patches = new HashMap<>();
		for (Change.OfServer change : step.changes()) {
			switch (change) {
				case Change.CreateDns create -> creations.add(create);
				case Change.UpdateDns update -> patches.put(update.id(), Payloads.record(update.after()));
				case Change.DeleteDns delete -> deletes.add(delete.id());
				case Change.CreateApp other -> throw notARecord(other);
				case Change.UpdateApp other -> throw notARecord(other);
				case Change.DeleteApp other -> throw notARecord(other);
			}
		}
		List<Claim> claims = creations.stream().map((create) -> Claim.onRecord(this.ledger, tunnel, create)).toList();
		DnsBatch.Result result;
		try {
			result = this.cloudflare.changeDnsRecords(step.zone(), new DnsBatch(deletes, patches,
					creations.stream().map((create) -> Payloads.record(create.after())).toList()));
		}
		catch (CloudflareException ex) {
			claims.forEach((claim) -> claim.withdrawIfNotDone(ex));
			if (ex instanceof CloudflareException.Rejected || ex instanceof CloudflareException.Missing) {
				log.warn("Cloudflare refused a batch of records, going on one by one zone={} size={} said={}",
						step.zone(), step.changes().size(), ex.getMessage());
				return false;
			}
			throw ex;
		}
		for (int i = 0; i < creations.size(); i++) {
			this.ledger.own(Kind.DNS_RECORD, tunnel, creations.get(i).hostname(), result.posts().get(i).id().value());
		}
		for (Change.OfServer change : step.changes()) {
			if (change instanceof Change.DeleteDns) {
				this.ledger.release(Kind.DNS_RECORD, tunnel, change.hostname());
			}
			run.done(change, "in a batch of %d".formatted(step.changes().size()));
		}
		log.info("Applied records tunnel={} zone={} changes={}", tunnel, step.zone(), step.changes().size());
		return true;
	}

	/** Makes one change by itself and answers the record's id. */
	String applyOne(TunnelId tunnel, Change.OfServer change) {
		return switch (change) {
			case Change.CreateDns create -> create(tunnel, create);
			case Change.UpdateDns update -> update(update);
			case Change.DeleteDns delete -> delete(tunnel, delete);
			case Change.CreateApp other -> throw notARecord(other);
			case Change.UpdateApp other -> throw notARecord(other);
			case Change.DeleteApp other -> throw notARecord(other);
		};
	}

	private String create(TunnelId tunnel, Change.CreateDns create) {
		Claim claim = Claim.onRecord(this.ledger, tunnel, create);
		DnsRecord made = claim
			.attempt(() -> this.cloudflare.createDnsRecord(create.zone(), Payloads.record(create.after())));
		claim.own(made.id().value());
		return made.id().value();
	}

	private String update(Change.UpdateDns update) {
		try {
			this.cloudflare.patchDnsRecord(update.zone(), update.id(), Payloads.record(update.after()));
			return update.id().value();
		}
		catch (CloudflareException.Missing ex) {
			throw new PlanOutdated();
		}
	}

	private String delete(TunnelId tunnel, Change.DeleteDns delete) {
		try {
			this.cloudflare.deleteDnsRecord(delete.zone(), delete.id());
		}
		catch (CloudflareException.Missing ex) {
			log.info("Record was gone already tunnel={} host={}", tunnel, delete.hostname());
		}
		this.ledger.release(Kind.DNS_RECORD, tunnel, delete.hostname());
		return delete.id().value();
	}

	private static IllegalArgumentException notARecord(Change change) {
		return new IllegalArgumentException("not a change of a record: " + change);
	}

}

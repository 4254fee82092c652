package dev.postern.reconcile.groups;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessGroup;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;
import dev.postern.reconcile.ledger.Claim;
import dev.postern.reconcile.ledger.GroupLedger;
import dev.postern.reconcile.payloads.Payloads;
import dev.postern.reconcile.plan.GroupChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Makes one change of a group; what it does is fully said by the change. */
@Component
class GroupApplier {

	private static final Logger log = LoggerFactory.getLogger(GroupApplier.class);

	private final Cloudflare cloudflare;

	private final GroupLedger ledger;

	private final GroupOwnership ownership;

	private final GroupHistory history;

	GroupApplier(Cloudflare cloudflare, GroupLedger ledger, GroupOwnership ownership, GroupHistory history) {
		this.cloudflare = cloudflare;
		this.ledger = ledger;
		this.ownership = ownership;
		this.history = history;
	}

	/** Makes it, or throws why it could not; writes down how it went. */
	void apply(GroupChange change) {
		long row = this.history.started(change);
		try {
			String answer = switch (change) {
				case GroupChange.CreateGroup create -> create(create);
				case GroupChange.UpdateGroup update -> update(update);
				case GroupChange.DeleteGroup delete -> delete(delete);
				case GroupChange.DeleteDuplicate drop -> drop(drop);
			};
			this.history.done(row, answer);
			log.info("Applied change group={} change={} answer={}", change.group(), change.getClass().getSimpleName(),
					answer);
		}
		catch (CloudflareException ex) {
			this.history.failed(row, ex);
			throw ex;
		}
	}

	private String create(GroupChange.CreateGroup create) {
		this.ledger.claim(create.group());
		AccessGroup made;
		try {
			made = this.cloudflare.createAccessGroup(Payloads.group(create.after(), null));
		}
		catch (CloudflareException ex) {
			releaseIfNotDone(create.group(), ex);
			throw ex;
		}
		this.ownership.own(create.group(), made.id());
		return made.id().toString();
	}

	/** After a lost answer the claim stays, for the next look to settle. */
	private void releaseIfNotDone(GroupId group, CloudflareException exception) {
		if (Claim.certainlyNotDone(exception)) {
			this.ledger.answered(group);
		}
	}

	/** One that is gone is seen to be gone by the next look. */
	private String update(GroupChange.UpdateGroup update) {
		try {
			this.cloudflare.replaceAccessGroup(update.id(), Payloads.group(update.after(), update.body()));
		}
		catch (CloudflareException.Missing ex) {
			return "gone";
		}
		return update.id().toString();
	}

	private String delete(GroupChange.DeleteGroup delete) {
		delete(delete.group(), delete.id());
		this.ledger.release(delete.group());
		return delete.id().toString();
	}

	private String drop(GroupChange.DeleteDuplicate drop) {
		delete(drop.group(), drop.id());
		this.ledger.answered(drop.group());
		return drop.id().toString();
	}

	private void delete(GroupId group, AccessGroupId id) {
		try {
			this.cloudflare.deleteAccessGroup(id);
		}
		catch (CloudflareException.Missing ex) {
			log.info("Group was gone already group={}", group);
		}
	}

}

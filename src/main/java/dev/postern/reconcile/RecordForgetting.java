package dev.postern.reconcile;

import java.util.List;
import java.util.stream.Stream;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.reconcile.StrandedRecords.StrandedRecord;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.servers.Server;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets the removal of a server finish although a DNS record of it cannot be removed, when
 * a person says so. Nothing is forgotten by itself: that Cloudflare shows no zone does
 * not mean that there is none.
 */
@Service
public class RecordForgetting {

	private final Previews previews;

	private final Ledger ledger;

	private final TunnelReconciler reconciler;

	private final ApplicationEventPublisher events;

	private final TransactionTemplate transactions;

	RecordForgetting(Previews previews, Ledger ledger, TunnelReconciler reconciler, ApplicationEventPublisher events,
			TransactionTemplate transactions) {
		this.previews = previews;
		this.ledger = ledger;
		this.reconciler = reconciler;
		this.events = events;
		this.transactions = transactions;
	}

	/**
	 * What could be forgotten of a server, as Cloudflare says now.
	 * @throws CannotForget when it is not needed
	 * @throws dev.postern.cloudflare.CloudflareException when Cloudflare cannot be asked
	 */
	public StrandedRecords stranded(Server server) {
		if (!server.retired()) {
			throw new CannotForget.NotBeingRemoved(server);
		}
		List<OwnedResource> owned = records(server);
		List<StrandedRecord> records = owned.stream()
			.map(OwnedResource::tunnel)
			.distinct()
			.map(this.previews::observed)
			.flatMap((observed) -> owned.stream()
				.filter((dns) -> dns.tunnel().equals(observed.tunnel()))
				.flatMap((dns) -> Stream.ofNullable(observed.zones().get(dns.hostname()))
					.filter((zone) -> !zone.readable())
					.map((zone) -> StrandedRecord.of(dns, zone))))
			.toList();
		if (records.isEmpty()) {
			throw new CannotForget.NotNeeded(server);
		}
		return new StrandedRecords(records);
	}

	/**
	 * Has the removal of a server finish without its stranded records; saying so again is
	 * no error.
	 * @param basis names the records that the person has seen
	 * @throws CannotForget when it is not needed, or these are others
	 * @throws dev.postern.cloudflare.CloudflareException when Cloudflare cannot be asked
	 */
	public void forget(Server server, String basis, Actor actor) {
		StrandedRecords stranded = stranded(server);
		if (!stranded.basis().equals(basis)) {
			throw new CannotForget.Changed(server);
		}
		this.transactions.executeWithoutResult((status) -> {
			List<StrandedRecord> forgotten = stranded.records()
				.stream()
				.filter((one) -> this.ledger.forget(server.id(), one.hostname(), one.zone(), one.id()))
				.toList();
			if (!forgotten.isEmpty()) {
				this.events.publishEvent(new Recorded(actor, "server.records_forgotten",
						new Subject("server", server.id().toString(), server.spec().name()), null,
						new StrandedRecords(forgotten).asJson()));
				forgotten.stream().map(StrandedRecord::tunnel).distinct().forEach(this.reconciler::request);
			}
		});
	}

	private List<OwnedResource> records(Server server) {
		return this.ledger.of(List.of(server.id()))
			.stream()
			.filter((resource) -> resource.kind() == Kind.DNS_RECORD)
			.toList();
	}

}

package dev.postern.reconcile.ledger;

import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.RuleEdit;
import org.jspecify.annotations.Nullable;

/**
 * Our word in the ledger that a thing may come to exist. It is taken back only when
 * Cloudflare surely did nothing, and by nobody but who gave it; after a lost answer it
 * stays, for the next look to settle.
 */
public final class Claim {

	/** How Cloudflare says that an application or a record exists already. */
	private static final Set<Integer> EXISTS_ALREADY = Set.of(11010, 81053, 81057, 81058);

	private final Ledger ledger;

	private final OwnedResource resource;

	private final UUID token = UUID.randomUUID();

	private Claim(Ledger ledger, OwnedResource resource) {
		this.ledger = ledger;
		this.resource = resource;
	}

	public static Claim onApplication(Ledger ledger, TunnelId tunnel, Change.CreateApp create) {
		return write(ledger, new OwnedResource(Kind.ACCESS_APP, tunnel, create.hostname(), create.server(), null, null,
				null, null, null, null, null));
	}

	public static Claim onRecord(Ledger ledger, TunnelId tunnel, Change.CreateDns create) {
		return write(ledger, new OwnedResource(Kind.DNS_RECORD, tunnel, create.hostname(), create.server(),
				create.zone(), null, null, null, null, null, null));
	}

	public static Claim onRule(Ledger ledger, TunnelId tunnel, RuleEdit edit) {
		return write(ledger, new OwnedResource(Kind.INGRESS_RULE, tunnel, edit.hostname(), edit.server(), null, null,
				edit.service(), null, null, null, null));
	}

	private static Claim write(Ledger ledger, OwnedResource resource) {
		Claim claim = new Claim(ledger, resource);
		ledger.claim(resource, claim.token);
		return claim;
	}

	public void own(@Nullable String remoteId) {
		this.ledger.own(this.resource.kind(), this.resource.tunnel(), this.resource.hostname(), remoteId);
	}

	public <T> T attempt(Supplier<T> making) {
		try {
			return making.get();
		}
		catch (CloudflareException ex) {
			withdrawIfNotDone(ex);
			throw ex;
		}
	}

	/**
	 * Takes the claim back after a refusal, if it is still ours to take back.
	 * @throws CloudflareException.Unavailable when the thing exists and may be what an
	 * earlier claim has made: a list that left it out settles nothing (I4)
	 */
	public void withdrawIfNotDone(CloudflareException exception) {
		if (certainlyNotDone(exception) && !this.ledger.withdraw(this.token)
				&& exception instanceof CloudflareException.Rejected rejected
				&& EXISTS_ALREADY.contains(rejected.code())) {
			throw new CloudflareException.Unavailable(
					"%s, and it may be ours: not listed yet".formatted(rejected.getMessage()));
		}
	}

	public static boolean certainlyNotDone(CloudflareException exception) {
		return switch (exception) {
			case CloudflareException.Unavailable ex -> false;
			case CloudflareException.Throttled ex -> true;
			case CloudflareException.Unauthorized ex -> true;
			case CloudflareException.Missing ex -> true;
			case CloudflareException.Rejected ex -> true;
		};
	}

}

package dev.postern.reconcile.runs;

import java.util.List;
import java.util.Locale;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.plan.Conflict;
import org.jspecify.annotations.Nullable;

/** Puts what goes wrong into problems that people can act on. */
public final class ReconcileProblems {

	/** Goes by without anybody's doing. */
	public static final String GROUP_AWAITED = "group-awaited";

	private ReconcileProblems() {
	}

	public static Problem of(CloudflareException exception) {
		String said = exception.getMessage();
		return switch (exception) {
			case CloudflareException.Throttled throttled ->
				problem("cloudflare-throttled", said, String.valueOf(throttled.retryAfter().toSeconds()));
			case CloudflareException.Unavailable ex -> problem("cloudflare-unavailable", said);
			case CloudflareException.Unauthorized ex -> problem("cloudflare-unauthorized", said);
			case CloudflareException.Missing ex -> problem("cloudflare-refused", said);
			case CloudflareException.Rejected ex -> problem("cloudflare-refused", said);
		};
	}

	/** The tunnel exists, but its configuration does not: a file has it. */
	public static Problem tunnelNotManaged(TunnelId tunnel, CloudflareException.Missing exception) {
		return problem("tunnel-not-managed", exception.getMessage(), "the server", tunnel.toString());
	}

	public static Problem of(Conflict conflict) {
		String code = conflict.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
		return new Problem(code, List.of(conflict.hostname().value(), conflict.found()), null, null);
	}

	public static Problem perpetualDifference(String change) {
		return problem("perpetual-difference", null, change);
	}

	/** What was made for a hostname is not shown yet. */
	public static Problem notShownYet(Hostname hostname) {
		return problem("not-shown-yet", null, hostname.value());
	}

	/** An application could not be made as the wanted type, and is as it was. */
	public static Problem typeRefused(String type, String wanted, @Nullable String said) {
		return problem("type-refused", said, type, wanted);
	}

	/** A group that a server's policies refer to does not stand at Cloudflare. */
	public static Problem groupAwaited(String group) {
		return problem(GROUP_AWAITED, null, group);
	}

	public static Problem observeOnly() {
		return problem("observe-only", null);
	}

	public static Problem removalsNeedApproval(int removals) {
		return problem("removals-need-approval", null, String.valueOf(removals));
	}

	public static Problem editOverwritten(int expected, int found) {
		return problem("edit-overwritten", null, String.valueOf(expected), String.valueOf(found));
	}

	/** The account has a group of this name and mark that is not Postern's. */
	public static Problem nameTaken(String group) {
		return problem("name-taken", null, group);
	}

	/** Something at Cloudflare refers to a group that is to be removed. */
	public static Problem stillUsed(String group, CloudflareException.Rejected exception) {
		return problem("still-used", exception.getMessage(), group);
	}

	private static Problem problem(String code, @Nullable String said, String... args) {
		return new Problem(code, List.of(args), said, null);
	}

}

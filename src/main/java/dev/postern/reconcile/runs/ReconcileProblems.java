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
		return switch (exception) {
			case CloudflareException.Throttled throttled ->
				said("cloudflare-throttled", throttled, String.valueOf(throttled.retryAfter().toSeconds()));
			case CloudflareException.Unavailable ex -> said("cloudflare-unavailable", ex);
			case CloudflareException.Unauthorized ex -> said("cloudflare-unauthorized", ex);
			case CloudflareException.Missing ex -> said("cloudflare-refused", ex);
			case CloudflareException.Rejected ex -> said("cloudflare-refused", ex);
		};
	}

	/** The tunnel exists, but its configuration does not: a file has it. */
	public static Problem tunnelNotManaged(TunnelId tunnel, CloudflareException.Missing exception) {
		return said("tunnel-not-managed", exception, "the server", tunnel.toString());
	}

	public static Problem of(Conflict conflict) {
		return of(conflict, null);
	}

	/** The same, with Cloudflare's own words and their page. */
	public static Problem of(Conflict conflict, @Nullable Problem answer) {
		String code = conflict.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
		return caused(code, answer, conflict.hostname().value(), conflict.found());
	}

	public static Problem perpetualDifference(String change) {
		return problem("perpetual-difference", change);
	}

	/** What was made for a hostname is not shown yet. */
	public static Problem notShownYet(Hostname hostname) {
		return problem("not-shown-yet", hostname.value());
	}

	/** The new application of a hostname may not be asked everywhere yet. */
	public static Problem notEnforcedYet(Hostname hostname) {
		return problem("not-enforced-yet", hostname.value());
	}

	/** Connectors may still know the rule of a hostname whose record stays. */
	public static Problem notUnroutedYet(Hostname hostname) {
		return problem("not-unrouted-yet", hostname.value());
	}

	/**
	 * An application could not be made as the wanted type, and is as it was.
	 * @param refusal what Cloudflare refused; {@code null} when that is not known any
	 * more
	 */
	public static Problem typeRefused(String type, String wanted, @Nullable Problem refusal) {
		return caused("type-refused", refusal, type, wanted);
	}

	/** A group that a server's policies refer to does not stand at Cloudflare. */
	public static Problem groupAwaited(String group) {
		return problem(GROUP_AWAITED, group);
	}

	public static Problem observeOnly() {
		return problem("observe-only");
	}

	public static Problem removalsNeedApproval(int removals) {
		return problem("removals-need-approval", String.valueOf(removals));
	}

	public static Problem editOverwritten(int expected, int found) {
		return problem("edit-overwritten", String.valueOf(expected), String.valueOf(found));
	}

	/** The account has a group of this name and mark that is not Postern's. */
	public static Problem nameTaken(String group) {
		return problem("name-taken", group);
	}

	/** Cloudflare does not tell all of a group of ours. */
	public static Problem groupUnreadable(String group, String fields) {
		return problem("group-unreadable", group, fields);
	}

	/** Something at Cloudflare refers to a group that is to be removed. */
	public static Problem stillUsed(String group, CloudflareException.Rejected exception) {
		return said("still-used", exception, group);
	}

	private static Problem problem(String code, String... args) {
		return new Problem(code, List.of(args), null, null);
	}

	private static Problem caused(String code, @Nullable Problem answer, String... args) {
		return new Problem(code, List.of(args), (answer != null) ? answer.said() : null,
				(answer != null) ? answer.documentation() : null, null);
	}

	private static Problem said(String code, CloudflareException exception, String... args) {
		return new Problem(code, List.of(args), exception.getMessage(), exception.documentation().orElse(null), null);
	}

}

package dev.postern.reconcile.plan;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.rules.Decision;
import dev.postern.rules.Policy;
import dev.postern.rules.Selector;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Access application as it stands.
 *
 * @param server whose it is; {@code null} for a foreign one
 * @param hostname what it was made for, whatever it protects by now; {@code null} for a
 * foreign one
 * @param destinations all that it stands in front of, whichever field says so
 * @param unknownFields what Cloudflare does not tell of it; {@code spec} says nothing
 * about these
 * @param body the whole object, so that what Postern does not settle survives a change
 */
public record ObservedApp(AccessAppId id, String aud, Ownership ownership, @Nullable ServerId server,
		@Nullable Hostname hostname, ApplicationSpec spec, List<Destination> destinations,
		SortedSet<String> unknownFields, ObjectNode body) {

	public ObservedApp {
		destinations = List.copyOf(destinations);
		unknownFields = Collections.unmodifiableSortedSet(new TreeSet<>(unknownFields));
	}

	boolean isOursFor(Hostname hostname) {
		return this.ownership == Ownership.OURS && hostname.equals(this.hostname);
	}

	/** Whether it is told who gets in. */
	boolean tellsPolicies() {
		return !this.unknownFields.contains("policies");
	}

	/** Whether it concerns the hostname: made for it, or in front of some of it. */
	public boolean concerns(Hostname hostname) {
		return hostname.equals(this.hostname) || covers(hostname) || overlap(hostname).isPresent();
	}

	/** Whether it stands in front of all of the hostname. */
	public boolean covers(Hostname hostname) {
		return this.spec.inFront() && (this.spec.covers(hostname)
				|| this.destinations.stream().anyMatch((destination) -> destination.isAllOf(hostname)));
	}

	/**
	 * Where Cloudflare asks it in place of an application for all of the hostname.
	 */
	Optional<Destination> overlap(Hostname hostname) {
		return this.destinations.stream()
			.filter((destination) -> this.spec.inFront() && destination.takesFrom(hostname))
			.findFirst();
	}

	/** Whether it lets everybody in, as far as Cloudflare tells. */
	boolean letsEverybodyIn() {
		return this.spec.policies().stream().anyMatch(ObservedApp::letsEverybodyIn);
	}

	private static boolean letsEverybodyIn(Policy policy) {
		return switch (policy.decision()) {
			case BYPASS -> !policy.include().isEmpty();
			case ALLOW, NON_IDENTITY ->
				policy.include().contains(new Selector.Everyone()) && policy.require().isEmpty();
			case DENY -> false;
		};
	}

	/** How well it guards all of the hostname. */
	public Protection protection(Hostname hostname) {
		if (covers(hostname) && this.spec.protects()) {
			return Protection.GUARDED;
		}
		boolean mayGuard = hostname.equals(this.hostname) || covers(hostname);
		return (mayGuard && !this.unknownFields.isEmpty()) ? Protection.NOT_KNOWN : Protection.NONE;
	}

	/** Whether an application guards a hostname; what is not known is neither (I3). */
	public enum Protection {

		/** It does not. */
		NONE,
		/** Cloudflare does not tell: nothing is opened on it, and nothing taken down. */
		NOT_KNOWN,
		/** It does, and lets somebody in. */
		GUARDED

	}

}

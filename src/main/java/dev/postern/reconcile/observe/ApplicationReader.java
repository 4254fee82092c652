package dev.postern.reconcile.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Hostname;
import dev.postern.reconcile.observe.ApplicationParser.ParsedApplication;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Reads the account's Access applications. The list may leave out applications and fields
 * of them, which says nothing: what concerns us and is not told whole is asked for by
 * itself (I3).
 */
@Component
class ApplicationReader {

	private static final String POLICIES = "policies";

	private final Cloudflare cloudflare;

	ApplicationReader(Cloudflare cloudflare) {
		this.cloudflare = cloudflare;
	}

	/**
	 * All applications that Cloudflare lists, and those of ours that it does not list
	 * although they exist.
	 * @param hostnames where an application of whoever concerns us
	 */
	List<AccessApp> read(Set<AccessAppId> ours, Collection<Hostname> hostnames) {
		List<AccessApp> found = new ArrayList<>();
		Set<AccessAppId> unlisted = new HashSet<>(ours);
		for (AccessApp app : this.cloudflare.accessApps()) {
			unlisted.remove(app.id());
			ParsedApplication parsed = ApplicationParser.parse(app.body());
			if (parsed.complete() || !(ours.contains(app.id()) || mayConcern(parsed, hostnames))) {
				found.add(app);
			}
			else {
				find(app.id()).ifPresent(found::add);
			}
		}
		unlisted.forEach((id) -> find(id).ifPresent(found::add));
		return found;
	}

	/** One whose addresses are not told may be anywhere. */
	private static boolean mayConcern(ParsedApplication parsed, Collection<Hostname> hostnames) {
		if (!parsed.spec().inFront()) {
			return false;
		}
		return !parsed.tellsAddresses() || hostnames.stream()
			.anyMatch((hostname) -> parsed.destinations()
				.stream()
				.anyMatch((destination) -> destination.concerns(hostname)));
	}

	private Optional<AccessApp> find(AccessAppId id) {
		try {
			AccessApp app = this.cloudflare.accessApp(id);
			AccessApp alone = alone(app, app.body());
			boolean policiesTold = !ApplicationParser.parse(alone.body()).unknownFields().contains(POLICIES);
			return Optional.of(policiesTold ? alone : withPolicies(alone));
		}
		catch (CloudflareException.Missing ex) {
			return Optional.empty();
		}
	}

	/** That list leaves out reusable policies, so none in it is not none at all. */
	private AccessApp withPolicies(AccessApp app) {
		List<ObjectNode> policies = this.cloudflare.accessAppPolicies(app.id());
		if (policies.isEmpty()) {
			return app;
		}
		ObjectNode body = app.body().deepCopy();
		body.putArray(POLICIES).addAll(policies);
		return alone(app, body);
	}

	private static AccessApp alone(AccessApp app, ObjectNode body) {
		return new AccessApp(app.id(), app.aud(), ApplicationParser.alone(body));
	}

}

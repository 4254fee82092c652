package dev.postern.cloudflare.preflight;

import java.util.List;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.PermissionProbes;
import dev.postern.cloudflare.model.IdentityProvider;
import dev.postern.cloudflare.model.Organization;
import dev.postern.cloudflare.model.Setting;
import dev.postern.cloudflare.model.TokenCleanUp;
import dev.postern.cloudflare.preflight.CheckResult.State;
import dev.postern.cloudflare.preflight.CheckResults.Check;
import dev.postern.cloudflare.preflight.CheckResults.Probed;
import org.jspecify.annotations.Nullable;

/**
 * Checks Access: the organization, its login methods, applications, groups and the login
 * log.
 */
class AccessChecks {

	private static final String ORGANIZATIONS = "Access: Organizations, Identity Providers, and Groups Read";

	private static final String GROUPS = "Access: Organizations, Identity Providers, and Groups Write";

	private static final String APPS = "Access: Apps and Policies Write";

	private static final Check ORGANIZATION = new Check("organization", ORGANIZATIONS, true);

	private static final Check DENY_UNMATCHED = new Check("deny-unmatched", ORGANIZATIONS, false);

	private static final Check EXEMPT_ZONES = new Check("exempt-zones", ORGANIZATIONS, false);

	private static final Check STRICT_TOKENS = new Check("strict-tokens", ORGANIZATIONS, false);

	private static final Check TOKEN_CLEAN_UP = new Check("token-clean-up", ORGANIZATIONS, false);

	private static final Check READ_ONLY_DASHBOARD = new Check("read-only-dashboard", ORGANIZATIONS, false);

	private static final Check IDENTITY_PROVIDER = new Check("identity-provider", ORGANIZATIONS, true);

	private static final Check ACCESS_READ = new Check("access-read", APPS, true);

	private static final Check ACCESS_WRITE = new Check("access-write", APPS, true);

	private static final Check GROUP_WRITE = new Check("group-write", GROUPS, false);

	private static final Check TAG = new Check("tag", APPS, true);

	private static final Check LOGIN_LOG = new Check("login-log", "Access: Audit Logs Read", false);

	private static final Check SERVICE_TOKENS = new Check("service-tokens", "Access: Service Tokens Write", false);

	private final PermissionProbes probes;

	private final Cloudflare cloudflare;

	private final CloudflareServiceTokens serviceTokens;

	AccessChecks(PermissionProbes probes, Cloudflare cloudflare, CloudflareServiceTokens serviceTokens) {
		this.probes = probes;
		this.cloudflare = cloudflare;
		this.serviceTokens = serviceTokens;
	}

	void all(CheckResults results) {
		if (isSwitchedOn(results)) {
			applications(results);
		}
	}

	/** Where Zero Trust was never switched on, all of Access answers only that. */
	private boolean isSwitchedOn(CheckResults results) {
		try {
			Organization organization = this.cloudflare.organization();
			results.add(ORGANIZATION, State.OK, organization.authDomain());
			unmatched(results, organization);
			note(results, STRICT_TOKENS, organization.strictServiceTokenAuth());
			cleanUp(results, organization.tokenCleanUp());
			note(results, READ_ONLY_DASHBOARD, organization.uiReadOnly());
			return true;
		}
		catch (Rejected ex) {
			results.add(ORGANIZATION, ex);
			return false;
		}
		catch (CloudflareException ex) {
			results.add(ORGANIZATION, ex);
			return true;
		}
	}

	private static void unmatched(CheckResults results, Organization organization) {
		switch (organization.denyUnmatchedRequests()) {
			case ON -> {
				results.add(DENY_UNMATCHED, State.OK, "");
				exemptions(results, organization.exemptZones());
			}
			case OFF -> results.add(DENY_UNMATCHED, State.MISSING, "");
			case UNKNOWN -> results.add(DENY_UNMATCHED, State.UNKNOWN,
					"Cloudflare does not say how deny_unmatched_requests is set");
		}
	}

	private static void exemptions(CheckResults results, @Nullable List<String> zones) {
		if (zones == null) {
			results.add(EXEMPT_ZONES, State.UNKNOWN, "Cloudflare tells the exempt zones "
					+ "(deny_unmatched_requests_exempted_zone_names) in a form that Postern does not know");
		}
		else {
			results.add(EXEMPT_ZONES, zones.isEmpty() ? State.OK : State.MISSING, String.join(", ", zones));
		}
	}

	private static void note(CheckResults results, Check check, Setting setting) {
		switch (setting) {
			case ON -> results.addNote(check, State.OK, "on", "");
			case OFF -> results.addNote(check, State.OK, "off", "");
			case UNKNOWN -> results.addNote(check, State.UNSAID, "unsaid", "");
		}
	}

	private static void cleanUp(CheckResults results, TokenCleanUp cleanUp) {
		if (cleanUp.setting() == Setting.ON && cleanUp.days().isPresent()) {
			results.addNote(TOKEN_CLEAN_UP, State.OK, "days", String.valueOf(cleanUp.days().getAsInt()));
		}
		else {
			note(results, TOKEN_CLEAN_UP, cleanUp.setting());
		}
	}

	private void applications(CheckResults results) {
		results.check(IDENTITY_PROVIDER, this::identityProviders);
		results.check(ACCESS_READ, () -> succeeded(this.probes::readAccessApps));
		results.check(ACCESS_WRITE, () -> succeeded(this.probes::writeAccessApps));
		if (results.isOk(ACCESS_READ.code()) && results.isOk(ACCESS_WRITE.code())) {
			results.check(TAG, () -> {
				this.cloudflare.ensureTag(Cloudflare.TAG);
				return Probed.good(Cloudflare.TAG);
			});
		}
		results.check(GROUP_WRITE, () -> succeeded(this.probes::writeAccessGroups));
		results.check(LOGIN_LOG, () -> succeeded(this.probes::readLoginLog));
		results.checkOptional(SERVICE_TOKENS, () -> Probed.good(String.valueOf(this.serviceTokens.all().size())));
	}

	private Probed identityProviders() {
		List<IdentityProvider> providers = this.cloudflare.identityProviders();
		String names = providers.stream()
			.map((provider) -> provider.name().isEmpty() ? provider.type() : provider.name())
			.collect(Collectors.joining(", "));
		return new Probed(!providers.isEmpty(), names);
	}

	private static Probed succeeded(Runnable probe) {
		probe.run();
		return Probed.good("");
	}

}

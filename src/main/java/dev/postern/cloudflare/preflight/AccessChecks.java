package dev.postern.cloudflare.preflight;

import java.util.List;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.PermissionProbes;
import dev.postern.cloudflare.ServiceTokens;
import dev.postern.cloudflare.model.IdentityProvider;
import dev.postern.cloudflare.model.Organization;
import dev.postern.cloudflare.preflight.Finding.State;
import dev.postern.cloudflare.preflight.Findings.Answer;
import dev.postern.cloudflare.preflight.Findings.Part;

/**
 * Checks Access: the organization, its login methods, applications, groups and the login
 * log.
 */
class AccessChecks {

	private static final String ORGANIZATIONS = "Access: Organizations, Identity Providers, and Groups Read";

	private static final String GROUPS = "Access: Organizations, Identity Providers, and Groups Write";

	private static final String APPS = "Access: Apps and Policies Write";

	private static final Part ORGANIZATION = new Part("organization", ORGANIZATIONS, true);

	private static final Part DENY_UNMATCHED = new Part("deny-unmatched", ORGANIZATIONS, false);

	private static final Part IDENTITY_PROVIDER = new Part("identity-provider", ORGANIZATIONS, true);

	private static final Part ACCESS_READ = new Part("access-read", APPS, true);

	private static final Part ACCESS_WRITE = new Part("access-write", APPS, true);

	private static final Part GROUP_WRITE = new Part("group-write", GROUPS, false);

	private static final Part TAG = new Part("tag", APPS, true);

	private static final Part LOGIN_LOG = new Part("login-log", "Access: Audit Logs Read", false);

	private static final Part SERVICE_TOKENS = new Part("service-tokens", "Access: Service Tokens Write", false);

	private final PermissionProbes probes;

	private final Cloudflare cloudflare;

	private final ServiceTokens serviceTokens;

	AccessChecks(PermissionProbes probes, Cloudflare cloudflare, ServiceTokens serviceTokens) {
		this.probes = probes;
		this.cloudflare = cloudflare;
		this.serviceTokens = serviceTokens;
	}

	void all(Findings findings) {
		if (isSwitchedOn(findings)) {
			applications(findings);
		}
	}

	/** Where Zero Trust was never switched on, all of Access answers only that. */
	private boolean isSwitchedOn(Findings findings) {
		try {
			Organization organization = this.cloudflare.organization();
			findings.add(ORGANIZATION, State.OK, organization.authDomain());
			findings.add(DENY_UNMATCHED, organization.denyUnmatchedRequests() ? State.OK : State.MISSING, "");
			return true;
		}
		catch (Rejected ex) {
			findings.add(ORGANIZATION, ex);
			return false;
		}
		catch (CloudflareException ex) {
			findings.add(ORGANIZATION, ex);
			return true;
		}
	}

	private void applications(Findings findings) {
		findings.ask(IDENTITY_PROVIDER, this::identityProviders);
		findings.ask(ACCESS_READ, () -> succeeded(this.probes::readAccessApps));
		findings.ask(ACCESS_WRITE, () -> succeeded(this.probes::writeAccessApps));
		if (findings.isOk(ACCESS_READ.code()) && findings.isOk(ACCESS_WRITE.code())) {
			findings.ask(TAG, () -> {
				this.cloudflare.ensureTag(Cloudflare.TAG);
				return Answer.good(Cloudflare.TAG);
			});
		}
		findings.ask(GROUP_WRITE, () -> succeeded(this.probes::writeAccessGroups));
		findings.ask(LOGIN_LOG, () -> succeeded(this.probes::readLoginLog));
		findings.askIfWanted(SERVICE_TOKENS, () -> Answer.good(String.valueOf(this.serviceTokens.all().size())));
	}

	private Answer identityProviders() {
		List<IdentityProvider> providers = this.cloudflare.identityProviders();
		String names = providers.stream()
			.map((provider) -> provider.name().isEmpty() ? provider.type() : provider.name())
			.collect(Collectors.joining(", "));
		return new Answer(!providers.isEmpty(), names);
	}

	private static Answer succeeded(Runnable probe) {
		probe.run();
		return Answer.good("");
	}

}

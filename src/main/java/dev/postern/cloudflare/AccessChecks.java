package dev.postern.cloudflare;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import dev.postern.cloudflare.CloudflareException.Missing;
import dev.postern.cloudflare.CloudflareException.Rejected;
import dev.postern.cloudflare.CloudflareException.Unavailable;
import dev.postern.cloudflare.Finding.State;
import dev.postern.cloudflare.Findings.Answer;
import dev.postern.cloudflare.Findings.Part;
import dev.postern.kernel.AccessGroupId;

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

	private static final int INVALID_REQUEST = 12130;

	private static final AccessGroupId NO_GROUP = AccessGroupId.of("00000000-0000-4000-8000-000000000000");

	private final AccountId account;

	private final AccessAppsApi apps;

	private final AccessGroupsApi groups;

	private final LogsApi logs;

	private final Cloudflare cloudflare;

	private final ServiceTokens serviceTokens;

	private final Clock clock;

	AccessChecks(AccountId account, AccessAppsApi apps, AccessGroupsApi groups, LogsApi logs, Cloudflare cloudflare,
			ServiceTokens serviceTokens, Clock clock) {
		this.account = account;
		this.apps = apps;
		this.groups = groups;
		this.logs = logs;
		this.cloudflare = cloudflare;
		this.serviceTokens = serviceTokens;
		this.clock = clock;
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
		findings.ask(ACCESS_READ, () -> {
			this.cloudflare.proveThatAppsCanBeRead();
			return Answer.good("");
		});
		findings.ask(ACCESS_WRITE, this::write);
		if (findings.isOk(ACCESS_READ.code()) && findings.isOk(ACCESS_WRITE.code())) {
			findings.ask(TAG, () -> {
				this.cloudflare.ensureTag(Cloudflare.TAG);
				return Answer.good(Cloudflare.TAG);
			});
		}
		findings.ask(GROUP_WRITE, this::writeGroups);
		findings.ask(LOGIN_LOG, this::readLogins);
		findings.askIfWanted(SERVICE_TOKENS, () -> Answer.good(String.valueOf(this.serviceTokens.all().size())));
	}

	private Answer identityProviders() {
		List<IdentityProvider> providers = this.cloudflare.identityProviders();
		String names = providers.stream()
			.map((provider) -> provider.name().isEmpty() ? provider.type() : provider.name())
			.collect(Collectors.joining(", "));
		return new Answer(!providers.isEmpty(), names);
	}

	/** An empty application is refused as invalid only to those who may make one. */
	private Answer write() {
		try {
			this.apps.create(this.account, FaithfulJson.MAPPER.createObjectNode());
		}
		catch (Rejected ex) {
			if (ex.code() == INVALID_REQUEST) {
				return Answer.good("");
			}
			throw ex;
		}
		throw new Unavailable("Cloudflare made something of an application without any content");
	}

	/**
	 * A group that cannot exist is missed, or its content refused, only to those who may
	 * write groups.
	 */
	private Answer writeGroups() {
		try {
			this.groups.replace(this.account, NO_GROUP, FaithfulJson.MAPPER.createObjectNode());
		}
		catch (Missing | Rejected ex) {
			return Answer.good("");
		}
		throw new Unavailable("Cloudflare made something of a group that does not exist");
	}

	private Answer readLogins() {
		Instant now = this.clock.instant();
		this.logs.accessRequests(this.account, now.minus(Duration.ofHours(1)), now, 1, 1, 1).given("login log");
		return Answer.good("");
	}

}

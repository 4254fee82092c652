package dev.postern.fake.access;

import java.util.stream.Stream;

import dev.postern.fake.api.Routes;
import dev.postern.fake.dns.Zones;
import dev.postern.fake.kernel.AccountContext;

/**
 * Access of the account: the applications, what they refer to, and the log of logins.
 */
public final class Access {

	private final AppStore apps;

	private final AccessTags tags;

	private final AccessGroups groups;

	private final ReusablePolicies policies;

	private final IdentityProviders identityProviders;

	private final ServiceTokens serviceTokens;

	private final Organization organization;

	private final AccessApps accessApps;

	private final PoliciesOfApp policiesOfApp;

	private final SshAuthorities sshAuthorities;

	private final LoginLog logins;

	private final LoginSessions sessions = new LoginSessions();

	public Access(AccountContext context, Zones zones) {
		AccessStore policyStore = new AccessStore(context);
		AccessStore groupStore = new AccessStore(context);
		PolicyValidation policyValidation = new PolicyValidation(new RuleValidation(groupStore));
		AppPolicyReader policyReader = new AppPolicyReader(context, policyStore, policyValidation);
		this.apps = new AppStore(policyStore);
		this.tags = new AccessTags(context, this.apps);
		this.groups = new AccessGroups(groupStore, policyStore, this.apps);
		this.policies = new ReusablePolicies(policyStore, policyValidation, this.apps);
		this.organization = new Organization(context, this.sessions);
		this.identityProviders = new IdentityProviders(context, this.organization);
		this.serviceTokens = new ServiceTokens(context,
				() -> Stream
					.of(groupStore.all().stream(), policyStore.all().stream(),
							this.apps.all().stream().flatMap((app) -> app.inlinePolicies().stream()))
					.flatMap((some) -> some));
		this.accessApps = new AccessApps(context, this.apps, this.sessions,
				new AppValidation(zones, this.tags, this.identityProviders, this.organization, this.apps),
				policyReader);
		this.policiesOfApp = new PoliciesOfApp(context, this.apps, policyReader, this.policies);
		this.sshAuthorities = new SshAuthorities(context, this.apps);
		this.logins = new LoginLog(context, this.apps);
	}

	public void routes(Routes routes) {
		this.tags.routes(routes);
		this.groups.routes(routes);
		this.policies.routes(routes);
		this.identityProviders.routes(routes);
		this.serviceTokens.routes(routes);
		this.organization.routes(routes);
		this.sshAuthorities.routes(routes);
		this.accessApps.routes(routes);
		this.policiesOfApp.routes(routes);
		this.logins.routes(routes);
	}

	public LoginSessions sessions() {
		return this.sessions;
	}

	public AppStore apps() {
		return this.apps;
	}

	public AccessTags tags() {
		return this.tags;
	}

	public AccessGroups groups() {
		return this.groups;
	}

	public ReusablePolicies policies() {
		return this.policies;
	}

	public IdentityProviders identityProviders() {
		return this.identityProviders;
	}

	public ServiceTokens serviceTokens() {
		return this.serviceTokens;
	}

	public SshAuthorities sshAuthorities() {
		return this.sshAuthorities;
	}

	public Organization organization() {
		return this.organization;
	}

	public LoginLog logins() {
		return this.logins;
	}

}

package dev.postern.fake.access;

import dev.postern.fake.api.Routes;
import dev.postern.fake.dns.ZonesArea;
import dev.postern.fake.kernel.AccountContext;

/**
 * Access of the account: the applications, what they refer to, and the log of logins.
 */
public final class AccessObjects {

	private final AppStore apps;

	private final AccessTags tags;

	private final AccessGroups groups;

	private final ReusablePolicies policies;

	private final IdentityProviders identityProviders;

	private final ServiceTokens serviceTokens;

	private final Organization organization;

	private final AccessAppsArea appsArea;

	private final AppPoliciesArea appPoliciesArea;

	private final LoginLogsArea logins;

	public AccessObjects(AccountContext context, ZonesArea zones) {
		AccessStore policyStore = new AccessStore(context);
		AccessStore groupStore = new AccessStore(context);
		PolicyRules policyRules = new PolicyRules(new RuleLists(groupStore));
		AppPolicies appPolicies = new AppPolicies(context, policyStore, policyRules);
		this.apps = new AppStore(policyStore);
		this.tags = new AccessTags(context, this.apps);
		this.groups = new AccessGroups(groupStore, policyStore, this.apps);
		this.policies = new ReusablePolicies(policyStore, policyRules, this.apps);
		this.organization = new Organization(context);
		this.identityProviders = new IdentityProviders(context, this.organization);
		this.serviceTokens = new ServiceTokens(context);
		this.appsArea = new AccessAppsArea(context, this.apps,
				new AppRules(zones, this.tags, this.identityProviders, this.organization, this.apps), appPolicies);
		this.appPoliciesArea = new AppPoliciesArea(context, this.apps, appPolicies, this.policies);
		this.logins = new LoginLogsArea(context, this.apps);
	}

	public void routes(Routes routes) {
		this.tags.routes(routes);
		this.groups.routes(routes);
		this.policies.routes(routes);
		this.identityProviders.routes(routes);
		this.serviceTokens.routes(routes);
		this.organization.routes(routes);
		this.appsArea.routes(routes);
		this.appPoliciesArea.routes(routes);
		this.logins.routes(routes);
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

	public Organization organization() {
		return this.organization;
	}

	public LoginLogsArea logins() {
		return this.logins;
	}

}

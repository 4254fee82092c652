package dev.postern.fake;

/**
 * What applications refer to: tags, groups, reusable policies, logins, service tokens.
 */
final class AccessObjects {

	private final AccessTags tags;

	private final AccessGroups groups;

	private final ReusablePolicies policies;

	private final IdentityProviders identityProviders;

	private final ServiceTokens serviceTokens;

	private final Organization organization;

	AccessObjects(World world) {
		this.tags = new AccessTags(world);
		this.groups = new AccessGroups(world);
		this.policies = new ReusablePolicies(world);
		this.identityProviders = new IdentityProviders(world);
		this.serviceTokens = new ServiceTokens(world);
		this.organization = new Organization(world);
	}

	void routes(Routes routes) {
		this.tags.routes(routes);
		this.groups.routes(routes);
		this.policies.routes(routes);
		this.identityProviders.routes(routes);
		this.serviceTokens.routes(routes);
		this.organization.routes(routes);
	}

	AccessTags tags() {
		return this.tags;
	}

	AccessGroups groups() {
		return this.groups;
	}

	ReusablePolicies policies() {
		return this.policies;
	}

	IdentityProviders identityProviders() {
		return this.identityProviders;
	}

	ServiceTokens serviceTokens() {
		return this.serviceTokens;
	}

	Organization organization() {
		return this.organization;
	}

}

package dev.postern.connect.reachability;

import java.util.Set;
import java.util.UUID;

import dev.postern.identity.IdentityProperties;
import dev.postern.kernel.EmailAddress;
import dev.postern.rules.evaluation.Claims;
import dev.postern.rules.evaluation.Identity;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Makes the identity of a person that policies are evaluated for. The groups of a
 * person's login at the portal count only where the settings name the identity provider
 * at Cloudflare that they come from.
 */
@Component
class IdentityFactory {

	private final @Nullable UUID provider;

	IdentityFactory(IdentityProperties properties) {
		this.provider = properties.providerAtCloudflare().orElse(null);
	}

	/**
	 * The identity of a person.
	 * @param groups all groups of the person; {@code null} when they are not known
	 */
	Identity of(EmailAddress email, @Nullable Set<String> groups) {
		Identity identity = new Identity(email);
		UUID provider = this.provider;
		return (provider != null && groups != null) ? identity.withClaims(provider, Claims.ofGroups(groups)) : identity;
	}

	/** The identity provider whose groups are known; {@code null} when none is. */
	@Nullable UUID provider() {
		return this.provider;
	}

}

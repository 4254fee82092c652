package dev.postern.identity;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is what in the portal.
 *
 * @param roles who has a role; everybody else is a developer
 * @param groupsClaim the claim in which the identity provider names a person's groups
 */
@ConfigurationProperties("postern.identity")
public record IdentityProperties(@DefaultValue Roles roles, @DefaultValue("groups") String groupsClaim) {

	/**
	 * Who has a role, each entry as {@code email:…}, {@code domain:…} or {@code group:…}.
	 *
	 * @param admin administrators
	 * @param auditor auditors
	 */
	public record Roles(@DefaultValue List<String> admin, @DefaultValue List<String> auditor) {
	}

}

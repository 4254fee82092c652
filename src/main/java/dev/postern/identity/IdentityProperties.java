package dev.postern.identity;

import java.time.Duration;
import java.util.List;

import dev.postern.kernel.WrongSetting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is what in the portal.
 *
 * @param roles who has a role; everybody else is a developer
 * @param groupsClaim the claim in which the identity provider names a person's groups
 * @param session after how much idle time somebody has to sign in again
 */
@ConfigurationProperties("postern.identity")
public record IdentityProperties(@DefaultValue Roles roles, @DefaultValue("groups") String groupsClaim,
		@DefaultValue("8h") Duration session) {

	private static final Duration LONGEST = Duration.ofDays(30);

	public IdentityProperties {
		if (session.isNegative() || session.isZero() || session.compareTo(LONGEST) > 0) {
			throw new WrongSetting("postern.identity.session",
					"must be longer than nothing and at most 30d, not %s.".formatted(session));
		}
	}

	/**
	 * Who has a role, each entry as {@code email:…}, {@code domain:…} or {@code group:…}.
	 *
	 * @param admin administrators
	 * @param auditor auditors
	 */
	public record Roles(@DefaultValue List<String> admin, @DefaultValue List<String> auditor) {
	}

}

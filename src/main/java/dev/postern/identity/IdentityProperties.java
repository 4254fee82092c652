package dev.postern.identity;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.postern.kernel.WrongSetting;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is what in the portal.
 *
 * @param roles who has a role; everybody else is a developer
 * @param groupsClaim the claim in which the identity provider names a person's groups
 * @param session after how much idle time somebody has to sign in again
 * @param sessionMax after how much time somebody has to sign in again, idle or not
 * @param tokenIdle for how long a personal token works without a sign-in of its owner
 * @param apiClients the ids of the OAuth clients whose access tokens the API takes; empty
 * for any but those with which people sign in to the pages
 * @param cloudflareProvider the id at Cloudflare of the identity provider whose groups
 * that claim names; {@code null} when policies know nothing of the claim
 */
@ConfigurationProperties("postern.identity")
public record IdentityProperties(@DefaultValue Roles roles, @DefaultValue("groups") String groupsClaim,
		@DefaultValue("8h") Duration session, @DefaultValue("12h") Duration sessionMax,
		@DefaultValue("30d") Duration tokenIdle, @DefaultValue List<String> apiClients,
		@Nullable String cloudflareProvider) {

	private static final Duration MAX_SESSION = Duration.ofDays(30);

	private static final Duration MAX_TOKEN_IDLE = Duration.ofDays(366);

	private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	public IdentityProperties {
		checkLength("postern.identity.session", session, MAX_SESSION);
		checkLength("postern.identity.session-max", sessionMax, MAX_SESSION);
		session = Collections.min(List.of(session, sessionMax));
		checkLength("postern.identity.token-idle", tokenIdle, MAX_TOKEN_IDLE);
		cloudflareProvider = (cloudflareProvider != null && !cloudflareProvider.isBlank())
				? cloudflareProvider.strip().toLowerCase(Locale.ROOT) : null;
		if (cloudflareProvider != null && !ID.matcher(cloudflareProvider).matches()) {
			throw new WrongSetting("postern.identity.cloudflare-provider",
					"must be the id that Cloudflare gave to an identity provider, a UUID, not %s."
						.formatted(cloudflareProvider));
		}
	}

	private static void checkLength(String setting, Duration length, Duration most) {
		if (length.isNegative() || length.isZero() || length.compareTo(most) > 0) {
			throw new WrongSetting(setting,
					"must be longer than nothing and at most %dd, not %s.".formatted(most.toDays(), length));
		}
	}

	/**
	 * The identity provider, as policies name it, at which people sign in to the portal.
	 */
	public Optional<UUID> providerAtCloudflare() {
		return Optional.ofNullable(this.cloudflareProvider).map(UUID::fromString);
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

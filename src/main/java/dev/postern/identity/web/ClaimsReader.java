package dev.postern.identity.web;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.postern.identity.IdentityProperties;
import dev.postern.identity.PersonClaims;
import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.PlainText;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads what an identity provider says of somebody from an ID token or an access token.
 */
@Component
public class ClaimsReader {

	private final String groupsClaim;

	ClaimsReader(IdentityProperties properties) {
		this.groupsClaim = properties.groupsClaim();
	}

	/**
	 * The claims that matter here.
	 * @throws SignInRefused when the account is not named, or the address is missing,
	 * malformed, or said to be anything else than verified
	 */
	public PersonClaims read(Map<String, Object> claims) {
		ProviderAccount account = account(claims);
		if (!(claims.get("email") instanceof String email) || email.isBlank()) {
			throw new SignInRefused(SignInRefused.Reason.NO_EMAIL);
		}
		if (isDenied(claims.get("email_verified"))) {
			throw new SignInRefused(SignInRefused.Reason.UNVERIFIED_EMAIL);
		}
		String name = (claims.get("name") instanceof String text) ? PlainText.visible(text.strip()) : "";
		Set<String> groups = groups(claims.get(this.groupsClaim));
		try {
			return new PersonClaims(account, EmailAddress.of(email), name, groups,
					groups.isEmpty() && pointsElsewhere(claims));
		}
		catch (IllegalArgumentException ex) {
			throw new SignInRefused(SignInRefused.Reason.NO_EMAIL);
		}
	}

	private static ProviderAccount account(Map<String, Object> claims) {
		try {
			return new ProviderAccount(Objects.toString(claims.get("iss"), ""),
					Objects.toString(claims.get("sub"), ""));
		}
		catch (IllegalArgumentException ex) {
			throw new SignInRefused(SignInRefused.Reason.NO_SUBJECT);
		}
	}

	/** Providers that vouch for all their addresses leave the claim out. */
	private static boolean isDenied(@Nullable Object verified) {
		return verified != null && !Boolean.TRUE.equals(verified) && !"true".equals(verified);
	}

	/**
	 * Whether the provider says where else to ask for the groups (OpenID Connect Core,
	 * 5.6.2), or just that there are some. Entra ID does so above 200 groups, and above 6
	 * where the token goes through the browser.
	 */
	private boolean pointsElsewhere(Map<String, Object> claims) {
		boolean distributed = claims.get("_claim_names") instanceof Map<?, ?> names
				&& names.containsKey(this.groupsClaim);
		return distributed
				|| (this.groupsClaim.equals("groups") && "true".equals(String.valueOf(claims.get("hasgroups"))));
	}

	/**
	 * A group with a control character in its name cannot be kept and is nobody's;
	 * cleaned it would be another group.
	 */
	private static Set<String> groups(@Nullable Object value) {
		Stream<String> names = switch (value) {
			case Collection<?> several -> several.stream().map(String::valueOf);
			case String name when !name.isBlank() -> Stream.of(name);
			case null, default -> Stream.empty();
		};
		return names.filter((name) -> name.chars().noneMatch(Character::isISOControl)).collect(Collectors.toSet());
	}

}

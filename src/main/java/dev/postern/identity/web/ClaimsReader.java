package dev.postern.identity.web;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.postern.identity.Claims;
import dev.postern.identity.IdentityProperties;
import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads what an identity provider says of somebody from an ID token or an access token.
 */
@Component
class ClaimsReader {

	private final String groupsClaim;

	ClaimsReader(IdentityProperties properties) {
		this.groupsClaim = properties.groupsClaim();
	}

	/**
	 * The claims that matter here.
	 * @throws SignInRefused when the address is missing, malformed, or said to be
	 * unverified
	 */
	Claims read(Map<String, Object> claims) {
		if (!(claims.get("email") instanceof String email) || email.isBlank()) {
			throw new SignInRefused(SignInRefused.Reason.NO_EMAIL);
		}
		if (isFalse(claims.get("email_verified"))) {
			throw new SignInRefused(SignInRefused.Reason.UNVERIFIED_EMAIL);
		}
		String name = (claims.get("name") instanceof String text) ? text : "";
		try {
			return new Claims(EmailAddress.of(email), name, groups(claims.get(this.groupsClaim)));
		}
		catch (IllegalArgumentException ex) {
			throw new SignInRefused(SignInRefused.Reason.NO_EMAIL);
		}
	}

	private static boolean isFalse(@Nullable Object verified) {
		return Boolean.FALSE.equals(verified) || "false".equals(verified);
	}

	private static Set<String> groups(@Nullable Object value) {
		return switch (value) {
			case Collection<?> names -> names.stream().map(String::valueOf).collect(Collectors.toSet());
			case String name when !name.isBlank() -> Set.of(name);
			case null, default -> Set.of();
		};
	}

}

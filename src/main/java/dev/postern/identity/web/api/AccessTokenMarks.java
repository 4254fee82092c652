package dev.postern.identity.web.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;

/**
 * Refuses ID tokens, which tell a client who signed in and permit nothing, and tokens
 * that were given to a client which may not call the API.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID
 * Connect Core, 2</a>
 */
final class AccessTokenMarks implements OAuth2TokenValidator<Jwt> {

	/** Claims that only ID tokens have. */
	private static final Set<String> ID_TOKEN = Set.of("nonce", "at_hash", "c_hash", "s_hash");

	/**
	 * Claims that name the client which got the token; the last two are Entra ID's and
	 * Okta's.
	 */
	private static final List<String> CLIENT = List.of("azp", "client_id", "appid", "cid");

	private final Set<String> allowed;

	private final Set<String> loginClients;

	/**
	 * Knows which clients may call.
	 * @param allowed the ids of clients that may call; empty when any may that people do
	 * not sign in to the pages with
	 * @param loginClients the ids with which people sign in to the pages
	 */
	AccessTokenMarks(Set<String> allowed, Set<String> loginClients) {
		this.allowed = allowed;
		this.loginClients = loginClients;
	}

	@Override
	public OAuth2TokenValidatorResult validate(Jwt token) {
		return flaw(token)
			.map((flaw) -> OAuth2TokenValidatorResult
				.failure(new OAuth2Error(BearerTokenErrorCodes.INVALID_TOKEN, flaw, null)))
			.orElseGet(OAuth2TokenValidatorResult::success);
	}

	private Optional<String> flaw(Jwt token) {
		if (ID_TOKEN.stream().anyMatch(token::hasClaim)) {
			return Optional.of("an ID token is no access token");
		}
		Predicate<String> mayCall = this.allowed.isEmpty() ? (client) -> !this.loginClients.contains(client)
				: this.allowed::contains;
		boolean named = CLIENT.stream().anyMatch(token::hasClaim);
		if (!named && isForThePages(token)) {
			return Optional.of("a token for the client of the pages that names no client may be an ID token");
		}
		if (named ? clients(token).allMatch(mayCall) : this.allowed.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of("the client of this token may not call the API");
	}

	/** ID tokens that were refreshed may have no other mark than their audience. */
	private boolean isForThePages(Jwt token) {
		List<String> audiences = token.getAudience();
		return audiences != null && audiences.stream().anyMatch(this.loginClients::contains);
	}

	/** The client that got the token, where it says so. */
	static Optional<String> client(Jwt token) {
		return clients(token).findFirst();
	}

	private static Stream<String> clients(Jwt token) {
		return CLIENT.stream().filter(token::hasClaim).map((claim) -> String.valueOf(token.getClaims().get(claim)));
	}

}

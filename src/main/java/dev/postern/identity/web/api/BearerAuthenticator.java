package dev.postern.identity.web.api;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.stream.Stream;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jwt.JWTParser;
import dev.postern.identity.AddressOutdated;
import dev.postern.identity.PersonInConflict;
import dev.postern.identity.PersonLocked;
import dev.postern.identity.SignIns;
import dev.postern.identity.tokens.PersonalTokens;
import dev.postern.identity.tokens.TokenScope;
import dev.postern.identity.tokens.TokenSilent;
import dev.postern.identity.traces.RequestSource;
import dev.postern.identity.web.ClaimsReader;
import dev.postern.identity.web.SignInRefused;
import dev.postern.kernel.Secret;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Finds the person of a bearer token: a JWT of the configured issuer, or a personal
 * token.
 */
@Component
class BearerAuthenticator {

	private final ObjectProvider<JwtDecoder> decoder;

	private final ClaimsReader reader;

	private final SignIns signIns;

	private final PersonalTokens tokens;

	private final KnownTokens known;

	BearerAuthenticator(ObjectProvider<JwtDecoder> decoder, ClaimsReader reader, SignIns signIns, PersonalTokens tokens,
			KnownTokens known) {
		this.decoder = decoder;
		this.reader = reader;
		this.signIns = signIns;
		this.tokens = tokens;
		this.known = known;
	}

	Authentication authenticate(Authentication request) {
		String token = ((BearerTokenAuthenticationToken) request).getToken();
		try {
			Authentication caller = authenticate(token);
			this.known.remember(token);
			return caller;
		}
		catch (InvalidBearerTokenException ex) {
			this.known.forget(token);
			throw ex;
		}
	}

	private Authentication authenticate(String token) {
		if (PersonalTokens.isPersonalToken(token)) {
			RequestSource.note(RequestSource.TOKEN);
			return byPersonalToken(token);
		}
		return byAccessToken(token);
	}

	private Authentication byPersonalToken(String token) {
		try {
			return this.tokens.authenticate(new Secret(token)).map((holder) -> {
				RequestSource.note(RequestSource.TOKEN, holder.tokenName());
				return new BearerAuthentication(holder.person(), holder.scope());
			}).orElseThrow(() -> new InvalidBearerTokenException("the personal token is unknown, expired or revoked"));
		}
		catch (TokenSilent ex) {
			throw new SilentToken(ex);
		}
	}

	private Authentication byAccessToken(String token) {
		try {
			Jwt jwt = decode(token);
			AccessTokenMarks.client(jwt).ifPresent((client) -> RequestSource.note(RequestSource.CLIENT, client));
			return new BearerAuthentication(this.signIns.identify(this.reader.read(jwt.getClaims()), issuedAt(jwt)),
					TokenScope.WRITE);
		}
		catch (PersonLocked | PersonInConflict | AddressOutdated | SignInRefused ex) {
			throw new InvalidBearerTokenException(String.valueOf(ex.getMessage()), ex);
		}
	}

	/**
	 * When the token was issued; {@code null} when it does not say, where the decoder
	 * takes a time before its end.
	 */
	private static @Nullable Instant issuedAt(Jwt token) {
		try {
			Date said = JWTParser.parse(token.getTokenValue()).getJWTClaimsSet().getIssueTime();
			return (said != null) ? said.toInstant() : null;
		}
		catch (ParseException ex) {
			throw new InvalidBearerTokenException("the token can't be read", ex);
		}
	}

	private Jwt decode(String token) {
		JwtDecoder jwts = this.decoder.getIfAvailable();
		if (jwts == null) {
			throw new InvalidBearerTokenException("no issuer of tokens is configured");
		}
		try {
			return jwts.decode(token);
		}
		catch (JwtException ex) {
			if (isCausedByKeys(ex)) {
				throw new IssuerUnavailable(ex);
			}
			throw new InvalidBearerTokenException(String.valueOf(ex.getMessage()), ex);
		}
	}

	/** A key that nobody has heard of lately is most likely made up. */
	private static boolean isCausedByKeys(JwtException thrown) {
		return Stream.<Throwable>iterate(thrown, Objects::nonNull, Throwable::getCause)
			.anyMatch((cause) -> cause instanceof KeySourceException && !(cause instanceof RateLimitReachedException));
	}

}

package dev.postern.identity.web;

import dev.postern.identity.People;
import dev.postern.identity.PersonLocked;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;

/** Says who shows a bearer token: a JWT of the configured issuer. */
@Component
class BearerAuthenticator {

	private final ObjectProvider<JwtDecoder> decoder;

	private final ClaimsReader reader;

	private final People people;

	BearerAuthenticator(ObjectProvider<JwtDecoder> decoder, ClaimsReader reader, People people) {
		this.decoder = decoder;
		this.reader = reader;
		this.people = people;
	}

	Authentication authenticate(Authentication request) {
		String token = ((BearerTokenAuthenticationToken) request).getToken();
		try {
			return new BearerAuthentication(this.people.recognise(this.reader.read(decode(token).getClaims())), true);
		}
		catch (PersonLocked | SignInRefused ex) {
			throw new InvalidBearerTokenException(String.valueOf(ex.getMessage()), ex);
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
		catch (BadJwtException ex) {
			throw new InvalidBearerTokenException(String.valueOf(ex.getMessage()), ex);
		}
	}

}

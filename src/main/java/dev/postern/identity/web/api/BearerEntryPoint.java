package dev.postern.identity.web.api;

import java.io.IOException;

import dev.postern.identity.AddressOutdated;
import dev.postern.identity.PersonInConflict;
import dev.postern.identity.PersonLocked;
import dev.postern.identity.tokens.TokenSilent;
import dev.postern.identity.traces.RefusalCounts;
import dev.postern.identity.web.SignInRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Asks a caller of the API for a token, as RFC 6750 says; the body is the error page's
 * business.
 */
class BearerEntryPoint implements AuthenticationEntryPoint {

	private static final String CHALLENGE = "Bearer realm=\"Postern\"";

	private final RefusalCounts refusals;

	BearerEntryPoint(RefusalCounts refusals) {
		this.refusals = refusals;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
			throws IOException {
		if (failure instanceof IssuerUnavailable) {
			response.setHeader(HttpHeaders.RETRY_AFTER, "30");
			response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
			return;
		}
		if (failure instanceof OAuth2AuthenticationException refused
				&& refused.getError() instanceof BearerTokenError error) {
			note(refused);
			response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "%s, error=\"%s\", error_description=\"%s\""
				.formatted(CHALLENGE, error.getErrorCode(), error.getDescription()));
			response.sendError(error.getHttpStatus().value(),
					(failure instanceof SilentToken) ? "identity.token.silent" : null);
			return;
		}
		response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
		response.sendError(HttpStatus.UNAUTHORIZED.value());
	}

	private void note(OAuth2AuthenticationException refused) {
		switch (refused.getCause()) {
			case PersonLocked locked -> note(SignInRefused.Reason.LOCKED.code(), locked.email().value());
			case PersonInConflict conflict -> note(SignInRefused.Reason.CONFLICT.code(), conflict.email().value());
			case TokenSilent _ -> note("silent", null);
			case AddressOutdated _ -> note("outdated", null);
			case SignInRefused unknown -> note(unknown.reason().code(), null);
			case null, default ->
				note((refused instanceof InvalidBearerTokenException) ? "not-valid" : "malformed", null);
		}
	}

	private void note(String reason, @Nullable String person) {
		this.refusals.note("token.refused", reason, person);
	}

}

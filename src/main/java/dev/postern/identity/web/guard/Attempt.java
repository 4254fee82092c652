package dev.postern.identity.web.guard;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.postern.identity.http.ApiAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What strangers can try. */
enum Attempt {

	/** Costs a session. */
	BEGUN_SIGN_IN,

	/** Coming back from the identity provider; costs a question to it. */
	ENDED_SIGN_IN,

	/** A request to the API; costs a query, or a question for keys. */
	TOKEN,

	/** What the identity provider sends; costs a question for keys. */
	LOGOUT_TOKEN;

	private static final Set<String> PAGE = Set.of("", "document");

	/** What a request tries; empty for what need not be counted. */
	static Optional<Attempt> of(HttpServletRequest request) {
		String path = request.getServletPath();
		if (path.startsWith("/oauth2/authorization/")) {
			return Optional.of(BEGUN_SIGN_IN);
		}
		if (path.startsWith("/login/oauth2/")) {
			return Optional.of(ENDED_SIGN_IN);
		}
		if (path.startsWith("/logout/connect/back-channel/")) {
			return Optional.of(LOGOUT_TOKEN);
		}
		return ApiAddress.covers(path) ? Optional.of(TOKEN) : Optional.empty();
	}

	/**
	 * Whether a page of somebody else had a browser send this without anybody going
	 * there. People go to the sign-in from anywhere, but only with a whole page.
	 */
	boolean isSmuggled(HttpServletRequest request) {
		return switch (this) {
			case BEGUN_SIGN_IN, ENDED_SIGN_IN ->
				!PAGE.contains(said(request, "Sec-Fetch-Dest")) || !said(request, "Sec-Purpose").isEmpty();
			case TOKEN, LOGOUT_TOKEN -> said(request, "Sec-Fetch-Site").equals("cross-site");
		};
	}

	/** Whether the answer is one of those that a client gets only so many of. */
	boolean counts(HttpServletResponse response) {
		return switch (this) {
			case BEGUN_SIGN_IN -> response.getStatus() != HttpStatus.NOT_FOUND.value();
			case ENDED_SIGN_IN -> !isRedirect(response) || leadsToSignInPage(response);
			case TOKEN, LOGOUT_TOKEN -> isError(response);
		};
	}

	private static boolean isError(HttpServletResponse response) {
		return response.getStatus() >= HttpStatus.BAD_REQUEST.value();
	}

	private static boolean isRedirect(HttpServletResponse response) {
		return response.getStatus() >= HttpStatus.MULTIPLE_CHOICES.value() && !isError(response);
	}

	private static boolean leadsToSignInPage(HttpServletResponse response) {
		String target = Objects.toString(response.getHeader(HttpHeaders.LOCATION), "");
		return target.contains("/login?refused") || target.contains("/login?error");
	}

	private static String said(HttpServletRequest request, String header) {
		return Objects.toString(request.getHeader(header), "");
	}

}

package dev.postern.tryout;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * A command line that gets an access token: authorization code with PKCE, without a
 * secret.
 */
class TokenClient {

	static final String CLIENT_ID = "postern-command-line";

	static final String REDIRECT = "http://127.0.0.1/callback";

	private static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-rules-of-rfc-7636";

	private final URI issuer;

	TokenClient(URI issuer) {
		this.issuer = issuer;
	}

	String accessToken(DemoPerson person) {
		Browser browser = new Browser(this.issuer);
		String authorize = UriComponentsBuilder.fromPath("/oauth2/authorize")
			.queryParam("response_type", "code")
			.queryParam("client_id", CLIENT_ID)
			.queryParam("redirect_uri", REDIRECT)
			.queryParam("scope", "openid email profile")
			.queryParam("code_challenge_method", "S256")
			.queryParam("code_challenge", challenge())
			.encode()
			.toUriString();
		browser.postFrom(DemoLoginPage.PATH, DemoLoginPage.PATH,
				Map.of("username", person.email(), "password", DemoPerson.PASSWORD));
		String code = code(browser.get(authorize));
		HttpResponse<String> answer = browser.post("/oauth2/token", Map.of("grant_type", "authorization_code", "code",
				code, "redirect_uri", REDIRECT, "client_id", CLIENT_ID, "code_verifier", VERIFIER));
		return JsonMapper.shared().readTree(answer.body()).path("access_token").asString();
	}

	private static String code(HttpResponse<String> answer) {
		String location = answer.headers().firstValue("Location").orElseThrow();
		String code = UriComponentsBuilder.fromUriString(location).build().getQueryParams().getFirst("code");
		if (code == null) {
			throw new IllegalStateException("no code in " + location);
		}
		return code;
	}

	private static String challenge() {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
			return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package dev.postern.identity.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;

import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.web.savedrequest.SavedRequest;

import static org.assertj.core.api.Assertions.assertThat;

class ReturnPathCacheTests {

	private static final String SECRET = "secret";

	private final ReturnPathCache paths = new ReturnPathCache(() -> ReturnPathKey.of(SECRET), true);

	@Test
	void pageIsRememberedWithItsQuery() {
		MockHttpServletRequest wanted = page("/people");
		wanted.setQueryString("q=ada&cursor=%C3%A4");

		assertThat(returned(saved(wanted))).isEqualTo("/people?q=ada&cursor=%C3%A4");
		assertThat(Objects.requireNonNull(response(wanted).getCookie(ReturnPathCache.COOKIE)))
			.matches((cookie) -> cookie.isHttpOnly() && cookie.getSecure());
	}

	@Test
	void panelsFilesAndFormsAreNotRemembered() {
		MockHttpServletRequest panel = page("/people");
		panel.addHeader("HX-Request", "true");
		MockHttpServletRequest form = page("/people");
		form.setMethod("POST");
		MockHttpServletRequest file = new MockHttpServletRequest("GET", "/app.css");

		assertThat(response(panel).getCookies()).isEmpty();
		assertThat(response(form).getCookies()).isEmpty();
		assertThat(response(file).getCookies()).isEmpty();
		assertThat(response(page("/" + "a".repeat(3_000))).getCookies()).isEmpty();
	}

	@Test
	void pathThatAnotherSignedOrNobodyIsNotGoneTo() {
		String others = saved(new ReturnPathCache(() -> ReturnPathKey.of("other"), true), page("/people"));
		String unsigned = encoded("/people") + ".";
		String changed = encoded("/tokens") + saved(page("/people")).substring(saved(page("/people")).indexOf('.'));

		assertThat(returned(others)).isNull();
		assertThat(returned(unsigned)).isNull();
		assertThat(returned(changed)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.example/", "///evil.example" })
	void addressOfAnotherHostIsNotGoneToAlthoughItIsSigned(String path) {
		assertThat(returned(saved(page(path)))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "%%.%%", "a", "\u00e4.\u00e4" })
	void nonsenseIsNoPath(String value) {
		assertThat(returned(value)).isNull();
	}

	@Test
	void personComesBackUnderTheContextPathOnce() throws ServletException, IOException {
		MockHttpServletRequest wanted = page("/portal/people");
		wanted.setContextPath("/portal");
		wanted.setQueryString("q=/portal/ada");
		MockHttpServletRequest back = new MockHttpServletRequest("GET", "/portal/login/oauth2/code/demo");
		back.setContextPath("/portal");
		back.setCookies(new Cookie(ReturnPathCache.COOKIE, saved(wanted)));
		MockHttpServletResponse answer = new MockHttpServletResponse();

		new LoginSuccessHandler(Duration.ofHours(1), this.paths).onAuthenticationSuccess(back, answer,
				new TestingAuthenticationToken("ada", null));

		assertThat(answer.getRedirectedUrl()).isEqualTo("/portal/people?q=/portal/ada");
	}

	/** Anybody gets signatures, and could try secrets with them at home. */
	@Test
	void triesOfASecretAreAsDearAsThoseOfAPassword() throws GeneralSecurityException {
		byte[] slowly = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
			.generateSecret(new PBEKeySpec(SECRET.toCharArray(), "Postern return path".getBytes(StandardCharsets.UTF_8),
					600_000, 256))
			.getEncoded();
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(slowly, "HmacSHA256"));
		byte[] signature = mac.doFinal("/people".getBytes(StandardCharsets.UTF_8));

		assertThat(saved(page("/people")))
			.isEqualTo(encoded("/people") + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
	}

	private static MockHttpServletRequest page(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.addHeader("Accept", "text/html,*/*");
		return request;
	}

	private String saved(MockHttpServletRequest request) {
		return saved(this.paths, request);
	}

	private static String saved(ReturnPathCache paths, MockHttpServletRequest request) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		paths.saveRequest(request, response);
		return Objects.requireNonNull(response.getCookie(ReturnPathCache.COOKIE)).getValue();
	}

	private MockHttpServletResponse response(MockHttpServletRequest request) {
		MockHttpServletResponse response = new MockHttpServletResponse();
		this.paths.saveRequest(request, response);
		return response;
	}

	private @Nullable String returned(String cookie) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setCookies(new Cookie(ReturnPathCache.COOKIE, cookie));
		SavedRequest saved = this.paths.getRequest(request, new MockHttpServletResponse());
		return (saved != null) ? saved.getRedirectUrl() : null;
	}

	private static String encoded(String path) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(path.getBytes(StandardCharsets.UTF_8));
	}

}

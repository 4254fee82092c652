package dev.postern.identity.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.util.WebUtils;

/**
 * Remembers the page that somebody wanted before the sign-in in a cookie, so that
 * strangers store nothing. It is signed, so that a cookie which another host of the
 * domain sets leads nobody anywhere. A panel, a file or a page of another host is never
 * one. The context path is put before it by whoever goes there.
 */
class ReturnPathCache implements RequestCache {

	static final String COOKIE = "POSTERN_RETURN";

	private static final Duration REMEMBERED = Duration.ofMinutes(30);

	private static final int LONGEST = 2_000;

	private final Supplier<SecretKeySpec> key;

	private final boolean secure;

	/**
	 * Signs with what all instances know and nobody else does.
	 * @param key of {@link ReturnPathKey}, asked for when a path is signed
	 * @param secure whether browsers may send the cookie by https only
	 */
	ReturnPathCache(Supplier<SecretKeySpec> key, boolean secure) {
		this.key = key;
		this.secure = secure;
	}

	@Override
	public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
		if (!isPage(request)) {
			return;
		}
		String query = request.getQueryString();
		String path = request.getRequestURI().substring(request.getContextPath().length())
				+ ((query != null) ? "?" + query : "");
		if (path.length() <= LONGEST) {
			response.addHeader(HttpHeaders.SET_COOKIE, cookie(encoded(path) + "." + signature(path), REMEMBERED));
		}
	}

	@Override
	public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
		return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
			.map(Cookie::getValue)
			.flatMap(this::path)
			.map(SimpleSavedRequest::new)
			.orElse(null);
	}

	@Override
	public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
		return null;
	}

	@Override
	public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
		if (WebUtils.getCookie(request, COOKIE) != null) {
			response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO));
		}
	}

	private static boolean isPage(HttpServletRequest request) {
		return HttpMethod.GET.matches(request.getMethod()) && request.getHeader("HX-Request") == null
				&& Objects.toString(request.getHeader(HttpHeaders.ACCEPT), "").contains("text/html");
	}

	private Optional<String> path(String value) {
		int dot = value.indexOf('.');
		if (dot < 0) {
			return Optional.empty();
		}
		try {
			String path = new String(Base64.getUrlDecoder().decode(value.substring(0, dot)), StandardCharsets.UTF_8);
			boolean ours = MessageDigest.isEqual(signature(path).getBytes(StandardCharsets.US_ASCII),
					value.substring(dot + 1).getBytes(StandardCharsets.US_ASCII));
			return (ours && path.startsWith("/") && !path.startsWith("//")) ? Optional.of(path) : Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private String signature(String path) {
		try {
			Mac mac = Mac.getInstance(ReturnPathKey.ALGORITHM);
			mac.init(this.key.get());
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(mac.doFinal(path.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encoded(String path) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(path.getBytes(StandardCharsets.UTF_8));
	}

	private String cookie(String value, Duration age) {
		return ResponseCookie.from(COOKIE, value)
			.httpOnly(true)
			.secure(this.secure)
			.sameSite("Lax")
			.path("/")
			.maxAge(age)
			.build()
			.toString();
	}

}

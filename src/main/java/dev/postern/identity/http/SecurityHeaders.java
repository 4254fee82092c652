package dev.postern.identity.http;

import java.util.HashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;

/** The headers that guard every page, also one that no filter of the pages has seen. */
public final class SecurityHeaders {

	public static final String PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
			+ "clipboard-write=(self)";

	private static final Map<String, String> ALWAYS = Map.of("X-Content-Type-Options", "nosniff", "X-Frame-Options",
			"DENY", "Cache-Control", "no-store", "Referrer-Policy", "same-origin", "Permissions-Policy", PERMISSIONS);

	private SecurityHeaders() {
	}

	/** The headers of an answer to a request, all but the policy of its content. */
	public static Map<String, String> of(HttpServletRequest request) {
		Map<String, String> headers = new HashMap<>(ALWAYS);
		if (request.isSecure()) {
			headers.put("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
		}
		return headers;
	}

}

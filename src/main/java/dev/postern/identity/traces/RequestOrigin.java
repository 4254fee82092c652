package dev.postern.identity.traces;

import java.util.regex.Pattern;

import dev.postern.kernel.PlainText;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * By which way and from where a request came. It belongs to the thread that answers the
 * request; what other threads do has none.
 *
 * @param via {@code browser}, {@code token} or {@code client}; the last two with the name
 * of the personal token or of the OAuth client after a blank, as soon as it is known
 * @param address the client's address, which only trusted proxies can say for another
 */
public record RequestOrigin(@Nullable String via, @Nullable String address) {

	/** What Postern does by itself comes by no way and from nowhere. */
	public static final RequestOrigin NONE = new RequestOrigin(null, null);

	/** A personal token. */
	public static final String TOKEN = "token";

	/** A program with an access token. */
	public static final String CLIENT = "client";

	private static final String BROWSER = "browser";

	private static final int MAX_NAME_LENGTH = 100;

	private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z:.\\[\\]%_-]{1,64}");

	private static final String VIA = RequestOrigin.class.getName() + ".via";

	private static final ScopedValue<RequestOrigin> STATED = ScopedValue.newInstance();

	/** That of the request which the present thread answers. */
	public static RequestOrigin current() {
		if (STATED.isBound()) {
			return STATED.get();
		}
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes present)
				? of(present.getRequest()) : NONE;
	}

	/** Notes what kind of token the present request shows. */
	public static void comesBy(String way) {
		RequestAttributes present = RequestContextHolder.getRequestAttributes();
		if (present != null) {
			present.setAttribute(VIA, way, RequestAttributes.SCOPE_REQUEST);
		}
	}

	/** Notes with which token, or from which client, the present request comes. */
	public static void comesBy(String way, String name) {
		String seen = PlainText.visible(name.strip());
		comesBy(way + " " + seen.substring(0, Math.min(seen.length(), MAX_NAME_LENGTH)));
	}

	/** Has the audit note this one for what is done now. */
	void during(Runnable work) {
		ScopedValue.where(STATED, this).run(work);
	}

	private static RequestOrigin of(HttpServletRequest request) {
		String address = request.getRemoteAddr();
		boolean plain = address != null && ADDRESS.matcher(address).matches();
		return new RequestOrigin(way(request), plain ? address : "unreadable");
	}

	private static String way(HttpServletRequest request) {
		if (request.getAttribute(VIA) instanceof String known) {
			return known;
		}
		return request.getRequestURI().startsWith(request.getContextPath() + "/api/") ? CLIENT : BROWSER;
	}

}

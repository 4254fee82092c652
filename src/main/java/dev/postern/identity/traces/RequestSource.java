package dev.postern.identity.traces;

import java.util.regex.Pattern;

import dev.postern.identity.http.ApiAddress;
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
public record RequestSource(@Nullable String via, @Nullable String address) {

	/** What Postern does by itself comes by no way and from nowhere. */
	public static final RequestSource NONE = new RequestSource(null, null);

	/** A personal token. */
	public static final String TOKEN = "token";

	/** A program with an access token. */
	public static final String CLIENT = "client";

	private static final String BROWSER = "browser";

	private static final int MAX_NAME_LENGTH = 100;

	private static final Pattern ADDRESS = Pattern.compile("[0-9A-Za-z:.\\[\\]%_-]{1,64}");

	private static final String VIA = RequestSource.class.getName() + ".via";

	private static final ScopedValue<RequestSource> STATED = ScopedValue.newInstance();

	/** That of the request which the present thread answers. */
	public static RequestSource current() {
		if (STATED.isBound()) {
			return STATED.get();
		}
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes present)
				? of(present.getRequest()) : NONE;
	}

	/** Notes what kind of token the present request shows. */
	public static void note(String via) {
		RequestAttributes present = RequestContextHolder.getRequestAttributes();
		if (present != null) {
			present.setAttribute(VIA, via, RequestAttributes.SCOPE_REQUEST);
		}
	}

	/** Notes with which token, or from which client, the present request comes. */
	public static void note(String via, String name) {
		String seen = PlainText.visible(name.strip());
		note(via + " " + seen.substring(0, Math.min(seen.length(), MAX_NAME_LENGTH)));
	}

	/** The same from any address of its network. */
	RequestSource ofNetwork() {
		return new RequestSource(this.via, (this.address != null) ? ClientNetwork.of(this.address) : null);
	}

	/** Has the audit note this one for what is done now. */
	void during(Runnable work) {
		ScopedValue.where(STATED, this).run(work);
	}

	private static RequestSource of(HttpServletRequest request) {
		String address = request.getRemoteAddr();
		boolean plain = address != null && ADDRESS.matcher(address).matches();
		return new RequestSource(via(request), plain ? AddressText.of(address) : "unreadable");
	}

	private static String via(HttpServletRequest request) {
		if (request.getAttribute(VIA) instanceof String known) {
			return known;
		}
		return ApiAddress.covers(request.getRequestURI().substring(request.getContextPath().length())) ? CLIENT
				: BROWSER;
	}

}

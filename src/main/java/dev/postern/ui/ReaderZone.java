package dev.postern.ui;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/** The time zone of whoever reads a page. */
public final class ReaderZone {

	/** Names the parameter and the cookie that hold it; scripts set the cookie. */
	public static final String NAME = "zone";

	private static final ZoneId UTC = ZoneId.of("UTC");

	private ReaderZone() {
	}

	/** As the request says, else as the browser said before, else UTC. */
	public static ZoneId of(HttpServletRequest request) {
		return named(request.getParameter(NAME)).or(() -> remembered(request)).orElse(UTC);
	}

	private static Optional<ZoneId> remembered(HttpServletRequest request) {
		return Optional.ofNullable(WebUtils.getCookie(request, NAME)).map(Cookie::getValue).flatMap(ReaderZone::named);
	}

	private static Optional<ZoneId> named(@Nullable String name) {
		try {
			return (name == null || name.isBlank()) ? Optional.empty() : Optional.of(ZoneId.of(name));
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}

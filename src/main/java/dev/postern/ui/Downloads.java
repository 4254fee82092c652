package dev.postern.ui;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import dev.postern.identity.Person;
import dev.postern.identity.PersonPrincipal;
import dev.postern.identity.traces.Traces;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Recorded.Subject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * Begins each file that Postern gives to be saved. The audit notes before that who takes
 * it and what was asked for; a file that it cannot note is not given.
 */
@Component
public class Downloads {

	private static final String FILTERS_APART = ", ";

	private static final int MAX_FILTERS = 50;

	private static final int MAX_LENGTH = 200;

	private final Traces traces;

	Downloads(Traces traces) {
		this.traces = traces;
	}

	/** Begins a file of CSV; what is wrong with the request has to be found before. */
	public CsvWriter csv(HttpServletRequest request, HttpServletResponse response, String name) throws IOException {
		note(request, "export", name);
		response.setContentType("text/csv");
		response.setCharacterEncoding(StandardCharsets.UTF_8);
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION, attachment(name));
		return new CsvWriter(response.getWriter());
	}

	/**
	 * Begins a file that the client may have already; then it is not given, and nothing
	 * is noted.
	 * @param kind what kind of file it is, for example {@code ssh-config}
	 * @param eTag says what the file says, in quotation marks
	 */
	public ResponseEntity.BodyBuilder file(HttpServletRequest request, String kind, String name, String eTag) {
		if (!new ServletWebRequest(request).checkNotModified(eTag)) {
			note(request, kind, name);
		}
		return ResponseEntity.ok().eTag(eTag).header(HttpHeaders.CONTENT_DISPOSITION, attachment(name));
	}

	private void note(HttpServletRequest request, String kind, String name) {
		Actor taker = PersonPrincipal.currentPerson()
			.map(Person::actor)
			.orElseThrow(() -> new InsufficientAuthenticationException("nobody is signed in"));
		Map<String, String> filters = filters(request);
		this.traces.record(taker, kind + ".downloaded", new Subject(kind, request.getRequestURI(), name),
				filters.isEmpty() ? null : filters);
	}

	private static Map<String, String> filters(HttpServletRequest request) {
		Map<String, String> filters = new TreeMap<>();
		request.getParameterMap().forEach((name, values) -> {
			String text = String.join(FILTERS_APART, values);
			if (!text.isBlank() && filters.size() < MAX_FILTERS) {
				filters.put(cut(name), cut(text));
			}
		});
		return filters;
	}

	private static String cut(String text) {
		return text.substring(0, Math.min(text.length(), MAX_LENGTH));
	}

	private static String attachment(String name) {
		ContentDisposition.Builder attachment = ContentDisposition.attachment();
		boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(name);
		return (plain ? attachment.filename(name) : attachment.filename(name, StandardCharsets.UTF_8)).build()
			.toString();
	}

}

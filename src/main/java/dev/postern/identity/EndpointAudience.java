package dev.postern.identity;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.method.HandlerMethod;

/** Reads from an endpoint's annotations who may use it. */
public final class EndpointAudience {

	private static final String API_DESCRIPTION = "org.springdoc.";

	private EndpointAudience() {
	}

	/**
	 * What the endpoint's annotation says; one on the method counts before one on its
	 * controller. Empty when there is none, so nobody may use the endpoint. The endpoints
	 * of springdoc carry no annotation of ours and return no data, so anybody may use
	 * them.
	 */
	public static Optional<Audience> of(HandlerMethod endpoint) {
		if (endpoint.getBeanType().getName().startsWith(API_DESCRIPTION)) {
			return Optional.of(Audience.PUBLIC);
		}
		return on(endpoint.getMethod()).or(() -> on(endpoint.getBeanType()));
	}

	private static Optional<Audience> on(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
			.get(AllowedFor.class)
			.getValue("value", Audience.class);
	}

}

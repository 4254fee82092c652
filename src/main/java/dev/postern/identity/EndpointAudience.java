package dev.postern.identity;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.method.HandlerMethod;

/** Reads from an endpoint's annotations who may use it. */
public final class EndpointAudience {

	private static final String API_DESCRIPTION = "org.springdoc.";

	/** Read once: a page asks for itself and for each of its panels. */
	private static final Map<Endpoint, Optional<Audience>> KNOWN = new ConcurrentHashMap<>();

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
		return KNOWN.computeIfAbsent(new Endpoint(endpoint.getMethod(), endpoint.getBeanType()),
				(one) -> on(one.method()).or(() -> on(one.controller())));
	}

	private static Optional<Audience> on(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
			.get(AllowedFor.class)
			.getValue("value", Audience.class);
	}

	private record Endpoint(Method method, Class<?> controller) {
	}

}

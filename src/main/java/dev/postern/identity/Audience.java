package dev.postern.identity;

import java.lang.reflect.AnnotatedElement;
import java.util.Optional;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.method.HandlerMethod;

/** Who may use an endpoint. */
public enum Audience {

	ANYBODY, EVERYONE, AUDITORS, ADMINS;

	private static final String API_DESCRIPTION = "org.springdoc.";

	/**
	 * What the endpoint says of itself; the method's word counts before its controller's.
	 * Empty when it says nothing, so nobody may use it. The API's description says
	 * nothing of ours and tells no data, so anybody may read it.
	 */
	public static Optional<Audience> of(HandlerMethod endpoint) {
		if (endpoint.getBeanType().getName().startsWith(API_DESCRIPTION)) {
			return Optional.of(ANYBODY);
		}
		return on(endpoint.getMethod()).or(() -> on(endpoint.getBeanType()));
	}

	private static Optional<Audience> on(AnnotatedElement element) {
		return MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY)
			.get(MayUse.class)
			.getValue("value", Audience.class);
	}

	public boolean admits(Optional<Person> caller) {
		return switch (this) {
			case ANYBODY -> true;
			case EVERYONE -> caller.isPresent();
			case AUDITORS -> caller.filter((person) -> person.has(Role.AUDITOR) || person.has(Role.ADMIN)).isPresent();
			case ADMINS -> caller.filter((person) -> person.has(Role.ADMIN)).isPresent();
		};
	}

}

package dev.postern.identity.web.guard;

import java.util.Optional;

import dev.postern.identity.Person;
import dev.postern.identity.PersonPrincipal;
import dev.postern.kernel.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handler methods the {@link Person} or the {@link Actor} behind the request. */
class CallerArgumentResolver implements HandlerMethodArgumentResolver {

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		return parameter.getParameterType() == Person.class || parameter.getParameterType() == Actor.class;
	}

	@Override
	public @Nullable Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		Optional<Person> caller = PersonPrincipal.currentPerson();
		if (caller.isEmpty() && !parameter.isOptional()) {
			throw new InsufficientAuthenticationException("nobody is signed in");
		}
		return (parameter.getParameterType() == Actor.class) ? caller.map(Person::actor).orElse(null)
				: caller.orElse(null);
	}

}

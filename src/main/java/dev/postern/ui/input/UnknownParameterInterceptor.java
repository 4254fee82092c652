package dev.postern.ui.input;

import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.postern.ui.ReaderZone;
import dev.postern.identity.Person;
import dev.postern.kernel.Actor;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses parameters that an endpoint of the API does not have: a misspelt filter would
 * pass for no filter (I15).
 */
class UnknownParameterInterceptor implements HandlerInterceptor {

	private final Map<HandlerMethod, NavigableSet<String>> known = new ConcurrentHashMap<>();

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		if (handler instanceof HandlerMethod endpoint) {
			NavigableSet<String> names = this.known.computeIfAbsent(endpoint, UnknownParameterInterceptor::namesOf);
			List<FieldProblem> unknown = request.getParameterMap()
				.keySet()
				.stream()
				.filter((name) -> !names.contains(name))
				.map((name) -> problem(name, names))
				.toList();
			if (!unknown.isEmpty()) {
				throw new InvalidInput(unknown);
			}
		}
		return true;
	}

	private static FieldProblem problem(String name, NavigableSet<String> names) {
		return names.isEmpty() ? FieldProblem.of(name, name, "ui.parameter.none")
				: FieldProblem.of(name, name, "ui.parameter.unknown", String.join(", ", names));
	}

	private static NavigableSet<String> namesOf(HandlerMethod endpoint) {
		NavigableSet<String> names = new TreeSet<>();
		Arrays.stream(endpoint.getMethod().getParameters())
			.flatMap(UnknownParameterInterceptor::namesOf)
			.forEach(names::add);
		return names;
	}

	private static Stream<String> namesOf(Parameter parameter) {
		RequestParam said = AnnotatedElementUtils.findMergedAnnotation(parameter, RequestParam.class);
		if (said != null) {
			return Stream.of(said.name().isEmpty() ? parameter.getName() : said.name());
		}
		if (parameter.getType() == HttpServletRequest.class) {
			return Stream.of(ReaderZone.NAME);
		}
		return isFilter(parameter)
				? Arrays.stream(parameter.getType().getRecordComponents()).map(RecordComponent::getName)
				: Stream.empty();
	}

	private static boolean isFilter(Parameter parameter) {
		Class<?> type = parameter.getType();
		return type.isRecord() && type != Person.class && type != Actor.class
				&& !parameter.isAnnotationPresent(PathVariable.class)
				&& !parameter.isAnnotationPresent(RequestBody.class);
	}

}

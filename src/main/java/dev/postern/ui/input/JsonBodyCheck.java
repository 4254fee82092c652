package dev.postern.ui.input;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import tools.jackson.databind.JsonNode;

import org.springframework.core.MethodParameter;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * Refuses JSON that could not be kept as it was sent: text with a NUL, and numbers beyond
 * all bounds (I15).
 */
@ControllerAdvice
class JsonBodyCheck extends RequestBodyAdviceAdapter {

	@Override
	public boolean supports(MethodParameter parameter, Type target,
			Class<? extends HttpMessageConverter<?>> converter) {
		return target == JsonNode.class;
	}

	@Override
	public Object afterBodyRead(Object body, HttpInputMessage message, MethodParameter parameter, Type target,
			Class<? extends HttpMessageConverter<?>> converter) {
		List<FieldProblem> problems = new ArrayList<>();
		check("", (JsonNode) body, problems);
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return body;
	}

	private static void check(String path, JsonNode node, List<FieldProblem> problems) {
		if (node.isString() && ParameterChecks.containsNul(node.stringValue())) {
			problems
				.add(FieldProblem.of(path, ParameterChecks.withVisibleNul(node.stringValue()), "ui.value.not-text"));
		}
		if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
			problems.add(FieldProblem.of(path, node.asString(), "ui.json.number"));
		}
		if (node.isArray()) {
			for (int i = 0; i < node.size(); i++) {
				check("%s[%d]".formatted(path, i), node.get(i), problems);
			}
		}
		node.properties().forEach((field) -> {
			String name = ParameterChecks.withVisibleNul(field.getKey());
			String below = path.isEmpty() ? name : path + "." + name;
			if (ParameterChecks.containsNul(field.getKey())) {
				problems.add(FieldProblem.of(below, name, "ui.value.not-text"));
			}
			check(below, field.getValue(), problems);
		});
	}

}

package dev.postern.tryout;

import java.lang.reflect.Method;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The endpoints of a controller that a test adds to a running portal, which has them
 * until they are closed. The mappings stand at the methods and not at the class.
 */
public final class PlantedEndpoints implements AutoCloseable {

	private final RequestMappingHandlerMapping mappings;

	private final Map<Method, RequestMappingInfo> planted;

	public PlantedEndpoints(RequestMappingHandlerMapping mappings, Object controller) {
		this.mappings = mappings;
		this.planted = MethodIntrospector.selectMethods(controller.getClass(), this::mapping);
		this.planted.forEach((method, mapping) -> mappings.registerMapping(mapping, controller, method));
	}

	private @Nullable RequestMappingInfo mapping(Method method) {
		RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
		return (mapping != null) ? RequestMappingInfo.paths(mapping.path())
			.methods(mapping.method())
			.options(this.mappings.getBuilderConfiguration())
			.build() : null;
	}

	@Override
	public void close() {
		this.planted.values().forEach(this.mappings::unregisterMapping);
	}

}

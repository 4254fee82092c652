package dev.postern.fake.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** All operations of the API; each part of the account adds its own. */
public final class Routes {

	private final List<Route> routes = new ArrayList<>();

	public Routes add(String method, String pattern, RequiredPermission required, Route.Handler handler) {
		this.routes.add(new Route(method, segments(pattern), required, handler));
		return this;
	}

	/** The first route that fits; literal routes are registered before variable ones. */
	public Match find(String method, String path) {
		List<String> segments = segments(path);
		@Nullable Route otherMethod = null;
		for (Route route : this.routes) {
			Map<String, String> variables = route.match(segments);
			if (variables != null && route.method().equals(method)) {
				return new Match(route, variables);
			}
			if (variables != null) {
				otherMethod = route;
			}
		}
		if (otherMethod != null) {
			throw ApiException.of(405, 7001, "Method %s not available for that URI.".formatted(method));
		}
		throw ApiException.noRoute(path);
	}

	private static List<String> segments(String path) {
		return Arrays.stream(path.split("/", -1))
			.skip(1)
			.map((segment) -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
			.toList();
	}

	/** A route and what its variables are in this request. */
	public record Match(Route route, Map<String, String> variables) {
	}

}

package dev.postern.fake.tunnels;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Refuses what cloudflared refuses, in its words. */
final class IngressValidation {

	private static final Set<String> SECONDS = Set.of("connectTimeout", "tlsTimeout", "tcpKeepAlive",
			"keepAliveTimeout");

	private static final Set<String> BARE_SERVICES = Set.of("hello_world", "hello-world", "socks-proxy", "bastion");

	private IngressValidation() {
	}

	static void demandValid(JsonNode config) {
		List<JsonNode> rules = Json.list(config, "ingress");
		if (rules.isEmpty()) {
			throw bad("The config file doesn't contain any ingress rules");
		}
		demandSeconds(config.path("originRequest"));
		for (JsonNode rule : rules) {
			demandSeconds(rule.path("originRequest"));
		}
		for (int i = 0; i < rules.size(); i++) {
			demandService(Json.text(rules.get(i), "service", ""));
			demandAccess(rules.get(i).path("originRequest").path("access"));
			demandHostname(rules.get(i), i, i == rules.size() - 1);
			demandPath(rules.get(i), i);
		}
	}

	private static void demandSeconds(JsonNode originRequest) {
		for (String field : SECONDS) {
			JsonNode value = originRequest.path(field);
			if (!Json.isAbsent(value) && !value.isIntegralNumber()) {
				throw bad("strconv.ParseInt: parsing %s: invalid syntax".formatted(quoted(value.toString())));
			}
		}
	}

	private static void demandService(String service) {
		if (service.startsWith("unix:") || service.startsWith("unix+tls:") || BARE_SERVICES.contains(service)) {
			return;
		}
		if (service.startsWith("http_status:")) {
			demandStatus(service.substring("http_status:".length()));
			return;
		}
		GoUrl url = GoUrl.parse(service, IngressValidation::bad);
		if (url.scheme().isEmpty() || url.host().isEmpty()) {
			throw bad(service + " is an invalid address, please make sure it has a scheme and a hostname");
		}
		if (!url.path().isEmpty()) {
			throw bad(service
					+ " is an invalid address, ingress rules don't support proxying to a different path on the origin"
					+ " service. The path will be the same as the eyeball request's path");
		}
	}

	private static void demandStatus(String text) {
		if (!text.matches("[+-]?\\d{1,9}")) {
			throw bad("invalid HTTP status code: strconv.Atoi: parsing %s: invalid syntax".formatted(quoted(text)));
		}
		int status = Integer.parseInt(text);
		if (status < 100 || status > 999) {
			throw bad("invalid HTTP status code: " + status);
		}
	}

	private static void demandAccess(JsonNode access) {
		if (access.path("required").asBoolean(false) && Json.text(access, "teamName", "").isEmpty()
				&& !Json.list(access, "audTag").isEmpty()) {
			throw bad("access.TeamName cannot be blank when access.audTags are present");
		}
	}

	private static void demandHostname(JsonNode rule, int index, boolean last) {
		String hostname = Json.text(rule, "hostname", "");
		if (hostname.contains(":")) {
			throw bad("Hostname cannot contain a port");
		}
		if (hostname.lastIndexOf('*') > 0) {
			throw bad("Hostname patterns can have at most one wildcard character (\"*\") and it can only be used for"
					+ " subdomains, e.g. \"*.example.com\"");
		}
		boolean matchesAll = Set.of("", "*").contains(hostname) && Json.text(rule, "path", "").isEmpty();
		if (last && !matchesAll) {
			throw bad("The last ingress rule must match all URLs (i.e. it should not have a hostname or path filter)");
		}
		if (!last && matchesAll) {
			throw bad(("Rule #%d is matching the hostname '%s', but this will match every hostname, meaning the rules"
					+ " which follow it will never be triggered.")
				.formatted(index + 1, hostname));
		}
	}

	private static void demandPath(JsonNode rule, int index) {
		@Nullable String path = Json.text(rule, "path");
		if (path == null || path.isEmpty()) {
			return;
		}
		try {
			Pattern.compile(path);
		}
		catch (PatternSyntaxException ex) {
			throw bad("Rule #%d has an invalid regex: error parsing regexp: %s: `%s`".formatted(index + 1,
					goWords(ex.getDescription()), path));
		}
	}

	private static String goWords(String description) {
		return switch (description) {
			case "Unclosed group" -> "missing closing )";
			case "Unclosed character class" -> "missing closing ]";
			case "Unmatched closing ')'" -> "unexpected )";
			default -> description;
		};
	}

	private static String quoted(String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	private static ApiException bad(String text) {
		return ApiException.of(400, 1056, "Bad Configuration: Validation failed: " + text + "\n");
	}

}

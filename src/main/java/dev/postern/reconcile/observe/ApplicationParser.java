package dev.postern.reconcile.observe;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.InvalidInput;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Access applications between Cloudflare's JSON and what the planner compares. */
final class ApplicationParser {

	private static final Duration DEFAULT_SESSION = Duration.ofHours(24);

	private ApplicationParser() {
	}

	/** What an application says, as far as Postern settles it. */
	static ApplicationSpec parse(ObjectNode body) {
		return new ApplicationSpec(body.path("name").asString(""), body.path("type").asString(""),
				domain(body.path("domain").asString("")), destinations(body), session(body),
				texts(body.path("tags")).contains(Cloudflare.TAG), policies(body));
	}

	/** A hostname, or one with a path, in the spelling of ours; else in lower case. */
	static String domain(String text) {
		int path = (text.indexOf('/') < 0) ? text.length() : text.indexOf('/');
		String host = text.substring(0, path);
		String canonical = Hostname.inAnySpelling(host).map(Hostname::value).orElse(host);
		return (canonical + text.substring(path)).toLowerCase(Locale.ROOT);
	}

	private static List<String> destinations(ObjectNode body) {
		if (body.path("destinations").isEmpty()) {
			return texts(body.path("self_hosted_domains")).stream().map(ApplicationParser::domain).toList();
		}
		return StreamSupport.stream(body.path("destinations").spliterator(), false)
			.filter((destination) -> destination.path("type").asString("public").equals("public"))
			.map((destination) -> domain(destination.path("uri").asString("")))
			.toList();
	}

	private static Duration session(ObjectNode body) {
		return GoDuration.parse(body.path("session_duration").asString("")).orElse(DEFAULT_SESSION);
	}

	/** Policies that cannot be read protect nobody, as far as we know. */
	private static List<Policy> policies(ObjectNode body) {
		try {
			return PolicyCodec.readObserved(body.path("policies"));
		}
		catch (InvalidInput ex) {
			return List.of();
		}
	}

	private static List<String> texts(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false).map((text) -> text.asString("")).toList();
	}

}

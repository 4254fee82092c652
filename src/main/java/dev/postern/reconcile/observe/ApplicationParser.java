package dev.postern.reconcile.observe;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.GoDuration;
import dev.postern.kernel.InvalidInput;
import dev.postern.reconcile.plan.ApplicationSpec;
import dev.postern.reconcile.plan.Destination;
import dev.postern.rules.Policy;
import dev.postern.rules.PolicyCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an Access application as the planner compares it, and notes which fields
 * Cloudflare does not tell: absent, {@code null}, or of another type.
 */
final class ApplicationParser {

	private static final Duration DEFAULT_SESSION = Duration.ofHours(24);

	private static final String POLICIES = "policies";

	private static final String TAGS = "tags";

	private static final String SESSION = "session_duration";

	private static final List<String> RULES = List.of("include", "require", "exclude");

	private final ObjectNode body;

	private final TreeSet<String> unknown = new TreeSet<>();

	private ApplicationParser(ObjectNode body) {
		this.body = body;
	}

	/** What an application says, as far as Postern settles it. */
	static ParsedApplication parse(ObjectNode body) {
		ApplicationParser parser = new ApplicationParser(body);
		ApplicationSpec spec = new ApplicationSpec(parser.text("name"), parser.text("type"), parser.domain(),
				parser.destinations(), parser.session(), parser.texts(TAGS).contains(Cloudflare.TAG),
				parser.policies());
		parser.text("aud");
		return new ParsedApplication(spec, addresses(body), parser.unknown);
	}

	/**
	 * An application as it answers for itself: what it lacks there has the value that
	 * Cloudflare documents, while a list that lacks it says nothing.
	 */
	static ObjectNode alone(ObjectNode body) {
		ObjectNode whole = body.deepCopy();
		if (!whole.hasNonNull(SESSION)) {
			whole.put(SESSION, GoDuration.format(DEFAULT_SESSION));
		}
		whole.path(POLICIES)
			.valueStream()
			.filter((policy) -> policy.path("include").isArray())
			.forEach((policy) -> RULES.stream()
				.filter((list) -> !policy.hasNonNull(list))
				.forEach(((ObjectNode) policy)::putArray));
		if (whole.path(TAGS).isNull()) {
			whole.putArray(TAGS);
		}
		return whole;
	}

	/** All that it is in front of, whichever of its fields says so. */
	private static List<Destination> addresses(ObjectNode body) {
		return Stream.of(Stream.of(body.path("domain")), body.path("self_hosted_domains").valueStream(),
				body.path("destinations").valueStream().filter(ApplicationParser::isPublic).map(ApplicationParser::uri))
			.flatMap((values) -> values)
			.filter(JsonNode::isString)
			.map((value) -> Destination.of(value.stringValue()))
			.distinct()
			.toList();
	}

	private String text(String field) {
		JsonNode value = this.body.path(field);
		if (!value.isString()) {
			this.unknown.add(field);
		}
		return value.asString("");
	}

	/**
	 * One that was saved by its destinations alone may have no domain, and one in front
	 * of private addresses has none.
	 */
	private String domain() {
		JsonNode destinations = this.body.path("destinations");
		if (isAbsent("domain") && isPrivate(destinations)) {
			return "";
		}
		boolean byDestinations = isAbsent("domain") && destinations.size() == 1 && isPublic(destinations.path(0));
		return Destination.of(byDestinations ? uri(destinations.path(0)).stringValue("") : text("domain")).toString();
	}

	/** An application without a list of destinations is in front of its domain alone. */
	private List<String> destinations() {
		if (isAbsent("destinations") || isEmptyArray("destinations")) {
			return isAbsent("self_hosted_domains") ? List.of(domain()) : canonical(texts("self_hosted_domains"));
		}
		List<String> uris = this.body.path("destinations")
			.valueStream()
			.filter(ApplicationParser::isPublic)
			.map((destination) -> uri(destination).stringValue(""))
			.toList();
		boolean typesTold = this.body.path("destinations")
			.valueStream()
			.allMatch((destination) -> destination.path("type").isString() || !destination.hasNonNull("type"));
		if (!this.body.path("destinations").isArray() || !typesTold || uris.contains("")) {
			this.unknown.add("destinations");
		}
		return canonical(uris);
	}

	private static List<String> canonical(List<String> uris) {
		return uris.stream().map((uri) -> Destination.of(uri).toString()).toList();
	}

	private static boolean isPublic(JsonNode destination) {
		return destination.path("type").asString("public").equals("public");
	}

	private static boolean isPrivate(JsonNode destinations) {
		return destinations.isArray() && !destinations.isEmpty()
				&& destinations.valueStream().noneMatch(ApplicationParser::isPublic);
	}

	private static JsonNode uri(JsonNode destination) {
		return destination.path("uri");
	}

	private Duration session() {
		Optional<Duration> session = GoDuration.parse(this.body.path(SESSION).asString(""));
		if (session.isEmpty()) {
			this.unknown.add(SESSION);
		}
		return session.orElse(DEFAULT_SESSION);
	}

	/**
	 * What a list leaves out, or names only by its id, says nothing about who gets in;
	 * nor does a policy that cannot be read.
	 */
	private List<Policy> policies() {
		Optional<List<Policy>> told = readPolicies(this.body.path(POLICIES));
		if (told.isEmpty()) {
			this.unknown.add(POLICIES);
		}
		return told.orElse(List.of());
	}

	private static Optional<List<Policy>> readPolicies(JsonNode policies) {
		boolean whole = policies.isArray() && policies.valueStream()
			.allMatch((policy) -> policy.path("name").isString()
					&& RULES.stream().allMatch((list) -> policy.path(list).isArray()));
		if (!whole) {
			return Optional.empty();
		}
		try {
			return Optional.of(PolicyCodec.readObserved(policies));
		}
		catch (InvalidInput ex) {
			return Optional.empty();
		}
	}

	private List<String> texts(String field) {
		JsonNode array = this.body.path(field);
		if (!array.isArray() || !array.valueStream().allMatch(JsonNode::isString)) {
			this.unknown.add(field);
		}
		return array.valueStream().map((text) -> text.asString("")).toList();
	}

	private boolean isAbsent(String field) {
		return this.body.path(field).isMissingNode() || this.body.path(field).isNull();
	}

	private boolean isEmptyArray(String field) {
		return this.body.path(field).isArray() && this.body.path(field).isEmpty();
	}

	/**
	 * An application as far as Cloudflare tells it.
	 *
	 * @param destinations all that it is in front of
	 * @param unknownFields what of {@code spec} is not told
	 */
	record ParsedApplication(ApplicationSpec spec, List<Destination> destinations, SortedSet<String> unknownFields) {

		/** Whether it is told what it is in front of, be it nothing that has a name. */
		boolean tellsAddresses() {
			return !this.unknownFields.contains("domain") && !this.unknownFields.contains("destinations")
					&& !this.unknownFields.contains("self_hosted_domains");
		}

		boolean complete() {
			return this.unknownFields.isEmpty();
		}

	}

}

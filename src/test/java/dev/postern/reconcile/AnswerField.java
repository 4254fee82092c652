package dev.postern.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import dev.postern.fake.api.CallMatcher;
import dev.postern.fake.api.Calls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field of Cloudflare's answers that Postern decides on.
 *
 * @param path from the resource to it: {@code []} means each of a list, {@code [ours]}
 * and {@code [other]} those that name the hostname or do not
 * @param older what it may have said before, as JSON; {@code null} where it never says
 * anything else of the same thing
 */
record AnswerField(Resource resource, String path, @Nullable String older) {

	private static final String OURS = "[ours]";

	private static final String OTHER = "[other]";

	private static final Set<String> NONE_IF_ABSENT = Set.of("session_duration", "policies[].require",
			"policies[].exclude", "require", "exclude", "config.ingress[ours].originRequest",
			"config.ingress[ours].originRequest.access");

	private static final Set<String> NONE_IF_NULL = Set.of("tags", "comment");

	/** All fields, in the order of the document. */
	static List<AnswerField> all() {
		List<AnswerField> fields = new ArrayList<>();
		of(fields, Resource.APPLICATION, "id", null, "aud", null, "name", "'older'", "type", null, "domain",
				"'older.example.jp'", "self_hosted_domains", "['older.example.jp']", "destinations",
				"[{'type':'public','uri':'older.example.jp'}]", "destinations[].type", "'private'",
				"destinations[].uri", "'older.example.jp'", "session_duration", "'1h'", "tags", "[]", "policies", "[]",
				"policies[].name", "'older'", "policies[].decision", "'deny'", "policies[].include",
				"[{'email':{'email':'older@example.com'}}]", "policies[].require", "[]", "policies[].exclude", "[]",
				"policies[].precedence", "7");
		of(fields, Resource.OTHER_APPLICATION, "id", null, "type", null, "domain", "'older.example.jp'",
				"self_hosted_domains", "['older.example.jp']", "destinations",
				"[{'type':'public','uri':'older.example.jp'}]", "policies", "[]");
		of(fields, Resource.RECORD, "id", null, "type", null, "name", "'older.example.jp'", "content",
				"'older.cfargotunnel.com'", "proxied", "false", "ttl", "300", "comment", "'older'");
		of(fields, Resource.CONFIGURATION, "version", "1", "source", null, "config",
				"{'ingress':[{'service':'http_status:404'}]}", "config.ingress", "[{'service':'http_status:404'}]",
				"config.ingress[ours].hostname", "'older.example.jp'", "config.ingress[ours].service", "'ssh://old:22'",
				"config.ingress[ours].originRequest", "{}", "config.ingress[ours].originRequest.access", "{}",
				"config.ingress[other].hostname", "'older.example.jp'", "config.ingress[other].service", "'http://old'",
				"config.ingress[other].path", "'^/older'");
		of(fields, Resource.TUNNEL, "id", null, "status", "'down'");
		of(fields, Resource.TUNNEL_WITHOUT_CONFIGURATION, "id", null, "config_src", null, "deleted_at", null);
		of(fields, Resource.ZONE, "id", null, "name", null, "status", "'pending'", "paused", "true", "type",
				"'partial'");
		of(fields, Resource.GROUP, "id", null, "name", "'older'", "include",
				"[{'email':{'email':'older@example.com'}}]", "require", "[]", "exclude", "[]");
		return fields;
	}

	private static void of(List<AnswerField> fields, Resource resource, @Nullable String... pathsAndOlder) {
		for (int i = 0; i < pathsAndOlder.length; i += 2) {
			fields.add(new AnswerField(resource, Objects.requireNonNull(pathsAndOlder[i]), pathsAndOlder[i + 1]));
		}
	}

	/**
	 * Whether Cloudflare documents what it means that the thing itself does not say it.
	 */
	boolean isNoneWhere(Oddness oddness) {
		return switch (oddness) {
			case ABSENT -> NONE_IF_ABSENT.contains(this.path);
			case NULL -> NONE_IF_ABSENT.contains(this.path) || NONE_IF_NULL.contains(this.path);
			case OTHER_TYPE, STALE -> false;
		};
	}

	boolean canBe(Oddness oddness) {
		return oddness != Oddness.STALE || this.older != null;
	}

	/**
	 * Has an answer say the field in an odd way.
	 * @param mark what the resource names if it is the one that is meant
	 */
	UnaryOperator<JsonNode> said(Oddness oddness, String mark, String hostname) {
		return (body) -> {
			things(body.path("result"), mark).forEach((thing) -> spoil(thing, this.path, oddness, hostname));
			return body;
		};
	}

	private static Stream<JsonNode> things(JsonNode result, String mark) {
		return result.isArray() ? result.valueStream().filter((thing) -> thing.toString().contains(mark))
				: Stream.of(result);
	}

	private void spoil(JsonNode thing, String rest, Oddness oddness, String hostname) {
		int dot = rest.indexOf('.');
		String step = (dot < 0) ? rest : rest.substring(0, dot);
		if (dot < 0) {
			spoilField((ObjectNode) thing, step, oddness);
			return;
		}
		String name = step.replaceFirst("\\[.*", "");
		Stream<JsonNode> inner = step.equals(name) ? Stream.of(thing.path(name)) : thing.path(name).valueStream();
		inner.filter((one) -> !step.endsWith(OURS) || names(one, hostname))
			.filter((one) -> !step.endsWith(OTHER) || (one.has("hostname") && !names(one, hostname)))
			.filter(JsonNode::isObject)
			.toList()
			.forEach((one) -> spoil(one, rest.substring(dot + 1), oddness, hostname));
	}

	private static boolean names(JsonNode thing, String hostname) {
		return thing.toString().contains("\"" + hostname + "\"");
	}

	private void spoilField(ObjectNode thing, String name, Oddness oddness) {
		switch (oddness) {
			case ABSENT -> thing.remove(name);
			case NULL -> thing.putNull(name);
			case OTHER_TYPE -> {
				if (thing.path(name).isString() || thing.path(name).isMissingNode()) {
					thing.put(name, 17);
				}
				else {
					thing.put(name, "odd");
				}
			}
			case STALE -> thing.set(name,
					JsonMapper.shared().readTree(Optional.ofNullable(this.older).orElse("").replace('\'', '"')));
		}
	}

	@Override
	public String toString() {
		return "%s %s".formatted(this.resource.words(), this.path);
	}

	/** What a field belongs to, and how it is asked for. */
	enum Resource {

		APPLICATION("application"), OTHER_APPLICATION("another's application"), RECORD("record"),
		CONFIGURATION("tunnel configuration"), TUNNEL("tunnel"),
		TUNNEL_WITHOUT_CONFIGURATION("tunnel that has no configuration"), ZONE("zone"), GROUP("group");

		private final String words;

		Resource(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

		boolean listed() {
			return list().isPresent() && single().isPresent();
		}

		/** The calls that say the field. */
		List<CallMatcher> calls(boolean singleToo) {
			return Stream.of(list(), (singleToo || list().isEmpty()) ? single() : Optional.<CallMatcher>empty())
				.flatMap(Optional::stream)
				.toList();
		}

		private Optional<CallMatcher> list() {
			return switch (this) {
				case APPLICATION, OTHER_APPLICATION -> Optional.of(Calls.LIST_APPS);
				case RECORD -> Optional.of(Calls.LIST_DNS);
				case ZONE -> Optional.of(Calls.LIST_ZONES);
				case GROUP -> Optional.of(CallMatcher.of("GET", "/accounts/*/access/groups"));
				case CONFIGURATION, TUNNEL, TUNNEL_WITHOUT_CONFIGURATION -> Optional.empty();
			};
		}

		Optional<CallMatcher> single() {
			return switch (this) {
				case APPLICATION, OTHER_APPLICATION -> Optional.of(Calls.GET_APP);
				case RECORD -> Optional.of(Calls.GET_DNS);
				case CONFIGURATION -> Optional.of(Calls.GET_CONFIGURATION);
				case TUNNEL, TUNNEL_WITHOUT_CONFIGURATION -> Optional.of(Calls.GET_TUNNEL);
				case GROUP -> Optional.of(CallMatcher.of("GET", "/accounts/*/access/groups/*"));
				case ZONE -> Optional.empty();
			};
		}

	}

	/** How a field can be said oddly. */
	enum Oddness {

		ABSENT("absent"), NULL("`null`"), OTHER_TYPE("another type"), STALE("stale");

		private final String words;

		Oddness(String words) {
			this.words = words;
		}

		String words() {
			return this.words;
		}

	}

}

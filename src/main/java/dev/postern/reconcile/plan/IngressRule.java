package dev.postern.reconcile.plan;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.postern.kernel.Hostname;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes single ingress rules, as cloudflared understands them. */
final class IngressRule {

	/**
	 * The start of a service that is no server: each request is refused with a status.
	 */
	static final String REFUSAL = "http_status:";

	private static final String HOSTNAME = "hostname";

	private static final String SERVICE = "service";

	private static final String PATH = "path";

	private static final String ORIGIN_REQUEST = "originRequest";

	private static final String ACCESS = "access";

	private IngressRule() {
	}

	/**
	 * Whether a rule is for exactly this hostname. cloudflared compares a rule's hostname
	 * as it is written and in punycode, so that a rule in Unicode or upper case takes the
	 * hostname's requests too. One with a dot at the end counts: it may take them.
	 */
	static boolean isFor(JsonNode rule, Hostname hostname) {
		return hostname.isMeantBy(rule.path(HOSTNAME).asString(""));
	}

	/**
	 * Whether a rule is for exactly this hostname in the spelling that Postern writes.
	 * One in another spelling is never ours.
	 */
	static boolean isWrittenFor(JsonNode rule, Hostname hostname) {
		return rule.path(HOSTNAME).asString("").equals(hostname.value());
	}

	static boolean hasPath(JsonNode rule) {
		return !rule.path(PATH).asString("").isEmpty();
	}

	static String service(JsonNode rule) {
		return rule.path(SERVICE).asString("");
	}

	/**
	 * Whether a rule may take a hostname's requests although it is not for that hostname
	 * alone. A rule with a path counts, since it depends on the path. So does a wildcard
	 * in any spelling: which of them a connector matches differs between its versions,
	 * and to stand before one that it does not match takes nothing from it.
	 */
	static boolean shadows(JsonNode rule, Hostname hostname) {
		String text = rule.path(HOSTNAME).asString("");
		return text.isEmpty() || text.equals("*") || (text.startsWith("*.") && hostname.isBelow(text.substring(2)));
	}

	/**
	 * Whether a rule takes connections to a hostname, which ask for {@code /}. A path
	 * that cannot be read is taken to match.
	 */
	static boolean takes(JsonNode rule, Hostname hostname) {
		if (!isFor(rule, hostname) && !shadows(rule, hostname)) {
			return false;
		}
		try {
			return !hasPath(rule) || Pattern.compile(rule.path(PATH).asString("")).matcher("/").find();
		}
		catch (PatternSyntaxException ex) {
			return true;
		}
	}

	static boolean isCatchAll(JsonNode rule) {
		String hostname = rule.path(HOSTNAME).asString("");
		return (hostname.isEmpty() || hostname.equals("*")) && !hasPath(rule);
	}

	static ObjectNode notFound() {
		return JsonNodeFactory.instance.objectNode().put(SERVICE, "http_status:404");
	}

	static ObjectNode access(String teamName, String aud) {
		ObjectNode access = JsonNodeFactory.instance.objectNode().put("required", true).put("teamName", teamName);
		access.putArray("audTag").add(aud);
		return access;
	}

	/**
	 * The rule for a hostname, made from the one that stands there, so that settings
	 * which Postern does not have (a longer time-out, say) stay. The very same node when
	 * it says the right thing already.
	 */
	static JsonNode of(Hostname hostname, String service, @Nullable ObjectNode access, @Nullable JsonNode standing) {
		if (standing instanceof ObjectNode rule) {
			return says(rule, service, access) ? rule : corrected(rule, service, access);
		}
		ObjectNode rule = JsonNodeFactory.instance.objectNode().put(HOSTNAME, hostname.value()).put(SERVICE, service);
		return (access == null) ? rule : corrected(rule, service, access);
	}

	private static boolean says(ObjectNode rule, String service, @Nullable ObjectNode access) {
		JsonNode standing = rule.path(ORIGIN_REQUEST).path(ACCESS);
		boolean sameAccess = (access == null) ? !standing.path("required").asBoolean(false) : standing.equals(access);
		return sameAccess && service(rule).equals(service);
	}

	private static ObjectNode corrected(ObjectNode rule, String service, @Nullable ObjectNode access) {
		ObjectNode corrected = rule.deepCopy();
		corrected.put(SERVICE, service);
		if (access != null) {
			ObjectNode origin = (corrected.get(ORIGIN_REQUEST) instanceof ObjectNode present) ? present
					: corrected.putObject(ORIGIN_REQUEST);
			origin.set(ACCESS, access);
		}
		else if (corrected.get(ORIGIN_REQUEST) instanceof ObjectNode origin) {
			origin.remove(ACCESS);
		}
		return corrected;
	}

}

package dev.postern.cloudflare;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.cloudflare.model.AccessRequestPage;
import dev.postern.cloudflare.model.UnreadableAccessRequest;
import dev.postern.cloudflare.model.UnreadableAccessRequest.Flaw;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the entries of the login log, each by itself: one that cannot be read keeps no
 * other out (I14). Takes what can mean only one thing, however it is written, and guesses
 * nothing.
 */
final class LoginLogReader {

	/**
	 * RFC 3339, also with a space for the T, an offset without its colon and more digits
	 * of a second than a clock has.
	 */
	private static final Pattern TIME = Pattern.compile(
			"([12]\\d{3}-\\d\\d-\\d\\d)[Tt ](\\d\\d:\\d\\d:\\d\\d)(?:\\.(\\d{1,9})\\d*)? ?(?:[Zz]|([+-]\\d\\d):?(\\d\\d))");

	/** The texts by which a history tells entries apart have to fit into an index. */
	private static final int LONGEST_KEY = 600;

	private static final int MOST_DIGITS = 300;

	private static final int DEEPEST = 50;

	private LoginLogReader() {
	}

	static AccessRequestPage read(List<JsonNode> entries) {
		List<AccessRequest> requests = new ArrayList<>();
		List<UnreadableAccessRequest> unreadable = new ArrayList<>();
		for (JsonNode entry : entries) {
			Instant createdAt = time(entry.path("created_at"));
			Boolean allowed = truth(entry.path("allowed"));
			if (!(entry instanceof ObjectNode whole)) {
				unreadable.add(new UnreadableAccessRequest(entry, Flaw.NO_OBJECT, null));
			}
			else if (createdAt == null) {
				unreadable.add(new UnreadableAccessRequest(entry, Flaw.NO_TIME, null));
			}
			else if (allowed == null) {
				unreadable.add(new UnreadableAccessRequest(entry, Flaw.NO_OUTCOME, createdAt));
			}
			else if (isTooLarge(whole)) {
				unreadable.add(new UnreadableAccessRequest(entry, Flaw.TOO_LARGE, createdAt));
			}
			else {
				requests.add(request(whole, createdAt, allowed));
			}
		}
		return new AccessRequestPage(requests, unreadable);
	}

	private static AccessRequest request(ObjectNode entry, Instant createdAt, boolean allowed) {
		return new AccessRequest(text(entry, "ray_id"), createdAt, text(entry, "action"), allowed,
				text(entry, "user_email"), textOrNull(entry, "ip_address"), textOrNull(entry, "country"),
				textOrNull(entry, "connection"), textOrNull(entry, "app_uid"), textOrNull(entry, "app_domain"), entry);
	}

	private static @Nullable Instant time(JsonNode value) {
		Matcher time = TIME.matcher(value.isString() ? value.stringValue().strip() : "");
		if (!time.matches()) {
			return null;
		}
		String fraction = (time.group(3) != null) ? "." + time.group(3) : "";
		String offset = (time.group(4) != null) ? time.group(4) + ":" + time.group(5) : "Z";
		try {
			return Instant.parse(time.group(1) + "T" + time.group(2) + fraction + offset);
		}
		catch (DateTimeException _) {
			return null;
		}
	}

	private static @Nullable Boolean truth(JsonNode value) {
		String said = value.isContainer() ? "" : value.asString("").strip().toLowerCase(Locale.ROOT);
		return switch (said) {
			case "true", "1" -> Boolean.TRUE;
			case "false", "0" -> Boolean.FALSE;
			default -> null;
		};
	}

	private static boolean isTooLarge(ObjectNode entry) {
		int key = text(entry, "ray_id").length() + text(entry, "action").length() + text(entry, "user_email").length();
		return key > LONGEST_KEY || !fits(entry, DEEPEST);
	}

	private static boolean fits(JsonNode part, int depth) {
		if (part.isNumber()) {
			BigDecimal number = part.decimalValue();
			long whole = (long) number.precision() - number.scale();
			return Math.abs(whole) <= MOST_DIGITS && Math.abs((long) number.scale()) <= MOST_DIGITS;
		}
		return depth > 0 && part.values().stream().allMatch((inner) -> fits(inner, depth - 1));
	}

	private static String text(ObjectNode entry, String field) {
		return Objects.requireNonNullElse(textOrNull(entry, field), "");
	}

	private static @Nullable String textOrNull(ObjectNode entry, String field) {
		JsonNode value = entry.path(field);
		return value.isString() ? value.stringValue() : null;
	}

}

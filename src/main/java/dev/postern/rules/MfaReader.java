package dev.postern.rules;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import dev.postern.kernel.GoDuration;
import dev.postern.rules.Mfa.Authenticator;
import tools.jackson.databind.JsonNode;

/** Reads what is said of a second factor; empty when it says more than we know. */
final class MfaReader {

	private static final String ALLOWED = "allowed_authenticators";

	private static final String DISABLED = "mfa_disabled";

	private static final String SESSION = "session_duration";

	private static final Set<String> KNOWN = Set.of(ALLOWED, DISABLED, SESSION);

	private static final Duration LONGEST_SESSION = Duration.ofDays(30);

	private final JsonNode config;

	private final String path;

	private final FieldProblems problems;

	private boolean readable = true;

	MfaReader(JsonNode config, String path, FieldProblems problems) {
		this.config = config;
		this.path = path;
		this.problems = problems;
	}

	Optional<Mfa> read() {
		if (!this.config.isObject()) {
			this.problems.add(this.path, this.config, "rules.mfa");
			return Optional.empty();
		}
		Mfa mfa = new Mfa(allowed(), disabled(), session().orElse(null));
		return (this.readable && KNOWN.containsAll(this.config.propertyNames())) ? Optional.of(mfa) : Optional.empty();
	}

	private Set<Authenticator> allowed() {
		EnumSet<Authenticator> allowed = EnumSet.noneOf(Authenticator.class);
		JsonNode value = this.config.path(ALLOWED);
		if (!JsonField.absent(value) && !value.isArray()) {
			unreadable(ALLOWED, value, "rules.mfa-authenticator");
		}
		for (int i = 0; i < value.size() && value.isArray(); i++) {
			try {
				allowed.add(Authenticator.of(value.get(i).asString("")));
			}
			catch (IllegalArgumentException ex) {
				unreadable(ALLOWED + "[" + i + "]", value.get(i), "rules.mfa-authenticator");
			}
		}
		return allowed;
	}

	private boolean disabled() {
		JsonNode value = this.config.path(DISABLED);
		if (!JsonField.absent(value) && !value.isBoolean()) {
			unreadable(DISABLED, value, "rules.flag");
		}
		return value.asBoolean(false);
	}

	private Optional<Duration> session() {
		JsonNode value = this.config.path(SESSION);
		if (JsonField.absent(value)) {
			return Optional.empty();
		}
		Optional<Duration> session = (value.isString() ? GoDuration.parse(value.stringValue())
				: Optional.<Duration>empty())
			.filter((duration) -> duration.toSecondsPart() == 0 && duration.compareTo(LONGEST_SESSION) <= 0);
		if (session.isEmpty()) {
			unreadable(SESSION, value, "rules.mfa-session");
		}
		return session;
	}

	private void unreadable(String field, JsonNode value, String code) {
		this.problems.add(this.path + "." + field, value, code);
		this.readable = false;
	}

}

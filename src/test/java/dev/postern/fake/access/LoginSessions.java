package dev.postern.fake.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.postern.fake.kernel.Json;
import tools.jackson.databind.JsonNode;

/**
 * The tokens that people got by logging in. Each counts for one application as long as
 * the policy that let the person in said at that moment, whatever becomes of the policy,
 * until it is revoked.
 */
public final class LoginSessions {

	private static final Duration USUAL = Duration.ofHours(24);

	private final List<Session> sessions = new ArrayList<>();

	/**
	 * Somebody has logged in by a policy.
	 * @return until when that counts
	 */
	public Instant begin(AccessApp app, String email, JsonNode policy, Instant now) {
		String own = Json.text(policy, "session_duration");
		String said = (own != null) ? own : Json.text(app.fields(), "session_duration", "24h");
		Instant until = now.plus(GoDuration.of(said).orElse(USUAL));
		this.sessions.add(new Session(app.id(), email, until));
		return until;
	}

	/** Until when somebody may open connections by a login from before. */
	public Optional<Instant> until(AccessApp app, String email) {
		return this.sessions.stream()
			.filter((session) -> session.app().equals(app.id()) && session.email().equalsIgnoreCase(email))
			.map(Session::until)
			.max(Instant::compareTo);
	}

	void endAllOf(String email) {
		this.sessions.removeIf((session) -> session.email().equalsIgnoreCase(email));
	}

	void endAllOf(AccessApp app) {
		this.sessions.removeIf((session) -> session.app().equals(app.id()));
	}

	private record Session(String app, String email, Instant until) {
	}

}

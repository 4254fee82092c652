package dev.postern.servers;

import java.time.Instant;
import java.util.Set;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.SettableClock;
import dev.postern.servers.risks.PolicyWarning;
import dev.postern.servers.risks.UnacknowledgedPolicyWarnings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

import static dev.postern.servers.Drafts.aServer;
import static dev.postern.servers.Drafts.json;
import static dev.postern.servers.Drafts.with;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Risks of policies that somebody has to say yes to. */
@RegistryTest
@RecordApplicationEvents
class ServerWarningsTests {

	private static final Actor ADMIN = Actor.person(EmailAddress.of("admin@example.com"));

	private static final String EVERYONE = """
			[{"name": "All", "decision": "allow", "include": [{"everyone": {}}]}]""";

	private final Servers servers;

	private final JdbcClient jdbc;

	private final Cloudflare cloudflare;

	private final SettableClock clock;

	ServerWarningsTests(Servers servers, JdbcClient jdbc, Cloudflare cloudflare, SettableClock clock) {
		this.servers = servers;
		this.jdbc = jdbc;
		this.cloudflare = cloudflare;
		this.clock = clock;
	}

	@BeforeEach
	void account() {
		MockedAccount.standsAt(this.cloudflare);
		this.clock.set(Instant.EPOCH);
		this.jdbc.sql("DELETE FROM server").update();
	}

	@Test
	void aRiskThatNobodySaidYesToIsNotStored() {
		ServerDraft draft = with(aServer("db1"), "policies", json(EVERYONE));

		assertThatExceptionOfType(UnacknowledgedPolicyWarnings.class)
			.isThrownBy(() -> this.servers.register(draft, ADMIN))
			.satisfies(
					(open) -> assertThat(open.warnings()).extracting(PolicyWarning::id).containsExactly("everyone@1"));
		assertThatExceptionOfType(UnacknowledgedPolicyWarnings.class)
			.isThrownBy(() -> this.servers.register(draft, Set.of("everyone@2", "place-only"), ADMIN));
		assertThat(this.servers.all()).isEmpty();
		assertThat(this.servers.warnings(draft, null)).extracting(PolicyWarning::code).containsExactly("everyone");
	}

	@Test
	void whoSaidYesToARiskIsKeptWithTheChangeI10(ApplicationEvents events) {
		ServerDraft draft = with(aServer("db1"), "policies", json(EVERYONE));

		Server server = this.servers.register(draft, Set.of("everyone"), ADMIN);
		this.servers.edit(server.id(), server.version(), with(draft, "loginUser", "other"), ADMIN);

		assertThat(events.stream(Recorded.class))
			.extracting((recorded) -> requireNonNull(recorded.after()).path("acknowledgedWarnings"))
			.satisfiesExactly(
					(registered) -> assertThat(registered.get(0).stringValue()).startsWith("everyone@1: The policy")
						.contains("lets in everyone who can log in"),
					(edited) -> assertThat(edited.isMissingNode()).isTrue());
	}

	@Test
	void aRiskIsAskedAgainOnlyWhereThePolicyChanged() {
		ServerDraft draft = with(aServer("db1"), "policies", json(EVERYONE));
		Server server = this.servers.register(draft, Set.of("everyone@1"), ADMIN);

		Server moved = this.servers.edit(server.id(), server.version(), with(draft, "policies", json("""
				[{"name": "Ada", "decision": "allow", "include": [{"email": {"email": "ada@example.com"}}]},
				 {"name": "All", "decision": "allow", "include": [{"everyone": {}}]}]""")), ADMIN);
		assertThatExceptionOfType(UnacknowledgedPolicyWarnings.class)
			.isThrownBy(() -> this.servers.edit(server.id(), moved.version(), with(draft, "policies", json("""
					[{"name": "All", "decision": "allow", "include": [{"everyone": {}}],
					  "exclude": [{"email": {"email": "eve@example.com"}}]}]""")), ADMIN));
		assertThatExceptionOfType(UnacknowledgedPolicyWarnings.class)
			.isThrownBy(() -> this.servers.edit(server.id(), moved.version(), with(draft, "policies",
					json("""
							[{"name": "All", "decision": "allow", "include": [{"everyone": {}}]},
							 {"name": "All again", "decision": "deny", "include": [{"email": {"email": "eve@example.com"}}]}]""")),
					ADMIN))
			.satisfies((open) -> assertThat(open.warnings()).extracting(PolicyWarning::id)
				.containsExactly("never-asked@2"));
		assertThat(this.servers.find(server.id()).orElseThrow().version()).isEqualTo(moved.version());
	}

	@Test
	void anOldVersionIsToldOfBeforeARisk() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		this.servers.edit(server.id(), server.version(), with(aServer("db1"), "loginUser", "first"), ADMIN);

		assertThatExceptionOfType(StaleServer.class).isThrownBy(() -> this.servers.edit(server.id(), server.version(),
				with(aServer("db1"), "policies", json(EVERYONE)), ADMIN));
	}

}

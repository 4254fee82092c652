package dev.postern.servers;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.SettableClock;
import dev.postern.kernel.TunnelId;
import dev.postern.kernel.ZoneId;
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
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@RegistryTest
@RecordApplicationEvents
class ServersTests {

	private static final Actor ADMIN = Actor.person(EmailAddress.of("admin@example.com"));

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

	private static final Instant LATER = NOON.plusSeconds(60);

	private static final Problem PROBLEM = new Problem("dns-taken", List.of("A", "192.0.2.1"), "81053", LATER);

	private final Servers servers;

	private final JdbcClient jdbc;

	private final Cloudflare cloudflare;

	private final Meanwhile meanwhile;

	private final SettableClock clock;

	ServersTests(Servers servers, JdbcClient jdbc, Cloudflare cloudflare, Meanwhile meanwhile, SettableClock clock) {
		this.servers = servers;
		this.jdbc = jdbc;
		this.cloudflare = cloudflare;
		this.meanwhile = meanwhile;
		this.clock = clock;
	}

	@BeforeEach
	void account() {
		MockedAccount.standsAt(this.cloudflare);
		this.clock.set(NOON);
		this.jdbc.sql("DELETE FROM server").update();
	}

	@Test
	void whatIsRegisteredIsFoundAgain() {
		Server server = this.servers.register(with(aServer("db1"), "hostname", "SSH-DB1.Example.JP"), ADMIN);
		assertThat(this.servers.find(server.id())).contains(server);
		assertThat(server.spec().hostname()).isEqualTo(Hostname.of("ssh-db1.example.jp"));
		assertThat(server.spec().zone()).isEqualTo(ZoneId.of("example_jp"));
		assertThat(server.spec().sessionDuration()).isEqualTo(Duration.ofHours(24));
		assertThat(server.createdAt()).isEqualTo(NOON);
		assertThat(server.phase()).isEqualTo(Phase.PENDING);
		assertThat(server.generation()).isEqualTo(1);
		assertThat(server.appliedGeneration()).isZero();
	}

	@Test
	void aRegistrationSaysWhatIsWantedAndWhoWantedIt(ApplicationEvents events) {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		TunnelId tunnel = TunnelId.of(Drafts.TUNNEL);
		assertThat(events.stream(ServerEdited.class))
			.containsExactly(new ServerEdited(server.id(), server.spec().hostname(), tunnel, tunnel));
		assertThat(events.stream(Recorded.class)).singleElement().satisfies((recorded) -> {
			assertThat(recorded.actor()).isEqualTo(ADMIN);
			assertThat(recorded.action()).isEqualTo("server.registered");
			assertThat(recorded.subject()).isEqualTo(new Recorded.Subject("server", server.id().toString(), "db1"));
			assertThat(recorded.before()).isNull();
			assertThat(requireNonNull(recorded.after()).get("sessionDuration").asString()).isEqualTo("24h");
			assertThat(requireNonNull(recorded.after()).get("policies")).isEqualTo(Drafts.allow("admin@example.com"));
		});
	}

	@Test
	void i10WithoutItsAuditEntryNothingIsStored() {
		this.meanwhile.insideNextEdit(() -> {
			throw new IllegalStateException("the audit can't write");
		});
		assertThatIllegalStateException().isThrownBy(() -> this.servers.register(aServer("db1"), ADMIN));
		assertThat(this.servers.all()).isEmpty();

		Server server = this.servers.register(aServer("db1"), ADMIN);
		this.meanwhile.insideNextEdit(() -> {
			throw new IllegalStateException("the audit can't write");
		});
		assertThatIllegalStateException().isThrownBy(() -> this.servers.retire(server.id(), ADMIN));
		assertThat(this.servers.find(server.id())).contains(server);
	}

	@Test
	void anEditChangesWhatIsWantedAndStartsOver(ApplicationEvents events) {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		this.servers.report(server.id(), Phase.HELD, PROBLEM);
		this.clock.set(LATER);
		Server edited = this.servers.edit(server.id(), server.version(),
				with(aServer("db1"), "tunnelId", Drafts.OTHER_TUNNEL), ADMIN);
		assertThat(edited.version()).isEqualTo(server.version() + 1);
		assertThat(edited.generation()).isEqualTo(2);
		assertThat(edited.phase()).isEqualTo(Phase.PENDING);
		assertThat(edited.problem()).isNull();
		assertThat(edited.updatedAt()).isEqualTo(LATER);
		assertThat(edited.createdAt()).isEqualTo(NOON);
		assertThat(this.servers.find(server.id())).contains(edited);
		assertThat(events.stream(ServerEdited.class)).last()
			.isEqualTo(new ServerEdited(server.id(), server.spec().hostname(), TunnelId.of(Drafts.TUNNEL),
					TunnelId.of(Drafts.OTHER_TUNNEL)));
		assertThat(events.stream(Recorded.class)).last().satisfies((recorded) -> {
			assertThat(recorded.action()).isEqualTo("server.edited");
			assertThat(requireNonNull(recorded.before()).get("tunnelId").asString()).isEqualTo(Drafts.TUNNEL);
		});
	}

	@Test
	void wantingWhatIsWantedAlreadyChangesNothing(ApplicationEvents events) {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		assertThat(this.servers.edit(server.id(), server.version(), aServer("db1"), ADMIN)).isEqualTo(server);
		assertThat(events.stream(Recorded.class)).hasSize(1);
	}

	@Test
	void tagsAreKeptByThePortalAloneSoThatCloudflareHasNothingToFollow(ApplicationEvents events) {
		Server server = this.servers.register(with(aServer("db1"), "tags", List.of("Prod")), ADMIN);
		this.servers.report(server.id(), Phase.HELD, PROBLEM);
		this.clock.set(LATER);
		Server tagged = this.servers.edit(server.id(), server.version(),
				with(aServer("db1"), "tags", List.of("tokyo", "prod")), ADMIN);

		assertThat(tagged.spec().tags()).containsExactly("prod", "tokyo");
		assertThat(tagged.version()).isEqualTo(server.version() + 1);
		assertThat(tagged.updatedAt()).isEqualTo(LATER);
		assertThat(tagged.generation()).isEqualTo(1);
		assertThat(tagged.phase()).isEqualTo(Phase.HELD);
		assertThat(tagged.problem()).isEqualTo(PROBLEM);
		assertThat(this.servers.find(server.id())).contains(tagged);
		assertThat(events.stream(ServerEdited.class)).hasSize(1);
		assertThat(events.stream(Recorded.class)).last().satisfies((recorded) -> {
			assertThat(recorded.action()).isEqualTo("server.edited");
			assertThat(requireNonNull(recorded.before()).get("tags").toString()).isEqualTo("[\"Prod\"]");
			assertThat(requireNonNull(recorded.after()).get("tags").toString()).isEqualTo("[\"prod\",\"tokyo\"]");
		});
		assertThatExceptionOfType(StaleServer.class)
			.isThrownBy(() -> this.servers.edit(server.id(), server.version(), aServer("db1"), ADMIN));
		Server both = this.servers.edit(server.id(), tagged.version(), with(aServer("db1"), "loginUser", "other"),
				ADMIN);
		assertThat(both.spec().tags()).isEmpty();
		assertThat(both.generation()).isEqualTo(2);
	}

	@Test
	void anEditOfAnOldVersionIsRefusedAndShowsTheNewOne() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		Server edited = this.servers.edit(server.id(), server.version(), with(aServer("db1"), "loginUser", "first"),
				ADMIN);
		assertThatExceptionOfType(StaleServer.class)
			.isThrownBy(() -> this.servers.edit(server.id(), server.version(),
					with(aServer("db1"), "loginUser", "second"), ADMIN))
			.satisfies((stale) -> assertThat(stale.current()).isEqualTo(edited));
		assertThat(this.servers.find(server.id())).contains(edited);
	}

	@Test
	void ofTwoEditsAtTheSameTimeOneIsRefusedAndNothingIsLost() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		AtomicReference<CompletableFuture<Server>> second = new AtomicReference<>();
		this.meanwhile.insideNextEdit(() -> second.set(this.meanwhile.blocked(() -> this.servers.edit(server.id(),
				server.version(), with(aServer("db1"), "loginUser", "second"), ADMIN))));
		Server first = this.servers.edit(server.id(), server.version(), with(aServer("db1"), "loginUser", "first"),
				ADMIN);
		assertThat(second.get()).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingRootCause()
			.isInstanceOf(StaleServer.class)
			.satisfies((stale) -> assertThat(((StaleServer) stale).current()).isEqualTo(first));
		assertThat(this.servers.find(server.id())).contains(first);
	}

	@Test
	void progressNotedDuringAnEditIsNotLostAndDoesNotDisturbIt() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		this.clock.follow(() -> {
			CompletableFuture.runAsync(() -> this.servers.applied(server.id(), 1)).join();
			return LATER;
		});
		Server edited = this.servers.edit(server.id(), server.version(), with(aServer("db1"), "loginUser", "other"),
				ADMIN);
		Server found = this.servers.find(server.id()).orElseThrow();
		assertThat(found.appliedGeneration()).isEqualTo(1);
		assertThat(found.generation()).isEqualTo(2);
		assertThat(found.phase()).isEqualTo(Phase.PENDING);
		assertThat(found.version()).isEqualTo(edited.version());
	}

	@Test
	void whatIsNotedOfCloudflareIsNoEdit() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		this.servers.report(server.id(), Phase.HELD, PROBLEM);
		Server held = this.servers.find(server.id()).orElseThrow();
		assertThat(held.phase()).isEqualTo(Phase.HELD);
		assertThat(held.problem()).isEqualTo(PROBLEM);
		assertThat(held.version()).isEqualTo(server.version());
		assertThat(held.generation()).isEqualTo(server.generation());
		assertThat(held.updatedAt()).isEqualTo(server.updatedAt());
		this.servers.report(server.id(), Phase.APPLYING, null);
		assertThat(this.servers.find(server.id()).orElseThrow().problem()).isNull();
	}

	@Test
	void onlyTheNewestGenerationMakesAServerReady() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		this.servers.report(server.id(), Phase.FAILED, PROBLEM);
		this.servers.edit(server.id(), server.version(), with(aServer("db1"), "loginUser", "other"), ADMIN);
		this.servers.applied(server.id(), 1);
		assertThat(this.servers.find(server.id()).orElseThrow().phase()).isEqualTo(Phase.PENDING);
		this.servers.applied(server.id(), 2);
		Server ready = this.servers.find(server.id()).orElseThrow();
		assertThat(ready.phase()).isEqualTo(Phase.READY);
		assertThat(ready.appliedGeneration()).isEqualTo(2);
		this.servers.applied(server.id(), 1);
		assertThat(this.servers.find(server.id())).contains(ready);
	}

	@Test
	void aServerThatIsBeingRemovedStaysSoUntilItIsForgotten(ApplicationEvents events) {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		Server retired = this.servers.retire(server.id(), ADMIN);
		assertThat(retired.phase()).isEqualTo(Phase.REMOVING);
		assertThat(retired.generation()).isEqualTo(2);
		assertThat(retired.retiredAt()).isEqualTo(NOON);
		assertThat(this.servers.retire(server.id(), ADMIN)).isEqualTo(retired);
		this.servers.report(server.id(), Phase.APPLYING, null);
		this.servers.applied(server.id(), 2);
		assertThat(this.servers.find(server.id()).orElseThrow().phase()).isEqualTo(Phase.REMOVING);
		assertThat(this.servers.all()).isEmpty();
		assertThat(this.servers.onTunnel(TunnelId.of(Drafts.TUNNEL))).hasSize(1);
		assertThatExceptionOfType(ServerRetired.class)
			.isThrownBy(() -> this.servers.edit(server.id(), retired.version(), aServer("db2"), ADMIN));

		this.servers.forget(server.id(), Actor.postern("reconcile"));
		this.servers.forget(server.id(), Actor.postern("reconcile"));
		assertThat(this.servers.find(server.id())).isEmpty();
		assertThat(events.stream(Recorded.class).map(Recorded::action)).containsExactly("server.registered",
				"server.removal_requested", "server.forgotten");
	}

	@Test
	void aServerThatIsWantedIsNotForgotten() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		assertThatIllegalStateException().isThrownBy(() -> this.servers.forget(server.id(), ADMIN));
		assertThat(this.servers.find(server.id())).contains(server);
	}

	@Test
	void whatDoesNotExistCanNotBeChanged() {
		ServerId nobody = ServerId.of("00000000-0000-4000-8000-000000000000");
		assertThatExceptionOfType(ServerNotFound.class)
			.isThrownBy(() -> this.servers.edit(nobody, 0, aServer("db1"), ADMIN));
		assertThatExceptionOfType(ServerNotFound.class).isThrownBy(() -> this.servers.retire(nobody, ADMIN));
	}

	@Test
	void aHostnameTakenBetweenCheckAndCommitIsToldLikeOneTakenBefore() {
		AtomicReference<CompletableFuture<Server>> second = new AtomicReference<>();
		this.meanwhile.insideNextEdit(() -> second.set(this.meanwhile
			.blocked(() -> this.servers.register(with(aServer("db2"), "hostname", "db1.example.jp"), ADMIN))));
		this.servers.register(aServer("db1"), ADMIN);
		assertThat(second.get()).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingRootCause()
			.isInstanceOf(InvalidInput.class)
			.withMessageContaining("servers.error.hostname.taken");
	}

	@Test
	void aNameTakenBetweenCheckAndCommitIsToldLikeOneTakenBefore() {
		AtomicReference<CompletableFuture<Server>> second = new AtomicReference<>();
		this.meanwhile.insideNextEdit(() -> second.set(this.meanwhile
			.blocked(() -> this.servers.register(with(aServer("DB1"), "hostname", "db2.example.jp"), ADMIN))));
		this.servers.register(aServer("db1"), ADMIN);
		assertThat(second.get()).failsWithin(Duration.ofSeconds(10))
			.withThrowableThat()
			.havingRootCause()
			.isInstanceOf(InvalidInput.class)
			.withMessageContaining("servers.error.name.taken");
	}

	@Test
	void policiesThatWereReadBeforeAreNeverThoseOfAnotherText() {
		Server server = this.servers.register(aServer("db1"), ADMIN);
		assertThat(this.servers.all()).containsExactly(server);
		assertThat(this.servers.all().getFirst().spec().policies().getFirst())
			.isSameAs(this.servers.find(server.id()).orElseThrow().spec().policies().getFirst());

		this.jdbc.sql("UPDATE server SET policies = CAST(:policies AS jsonb) WHERE id = :id")
			.param("policies", Drafts.allow("eve@example.com").toString())
			.param("id", server.id().value())
			.update();

		assertThat(ServerView.of(this.servers.find(server.id()).orElseThrow()).policies())
			.isEqualTo(Drafts.allow("eve@example.com"));
		assertThat(this.servers.all().getFirst().version()).isEqualTo(server.version());
	}

	@Test
	void selectorsThatPosternDoesNotKnowAreKeptAsTheyCame() {
		var policies = json(
				"""
						[{"name": "Staff", "decision": "allow", "isolation_required": true, "next_year": true,
						  "include": [{"okta": {"name": "ops", "identity_provider_id": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415", "future": {"x": [1, 2.50, null]}}}],
						  "require": [{"login_method": {"id": "f174e90a-fafe-4643-bbbc-4a0ed4fc8415"}}], "exclude": [{"email": {"email": "x@example.com"}}]}]""");
		Server server = this.servers.register(with(aServer("db1"), "policies", policies),
				Set.of("unknown-field", "unknown-selector"), ADMIN);
		Server found = this.servers.find(server.id()).orElseThrow();
		assertThat(ServerView.of(found).policies()).isEqualTo(policies);
	}

}

package dev.postern.connect.evidence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.postern.connect.evidence.Evidence.EvidenceStep;
import dev.postern.connect.evidence.Evidence.Note;
import dev.postern.connect.evidence.Evidence.Order;
import dev.postern.connect.evidence.Evidence.Source;
import dev.postern.connect.evidence.Evidence.State;
import dev.postern.connect.ports.PortCheck;
import dev.postern.connect.ports.PortResult;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ServerTrace;
import dev.postern.reconcile.ServerTrace.Act;
import dev.postern.reconcile.ServerTrace.Arrival;
import dev.postern.reconcile.ServerTrace.Held;
import dev.postern.reconcile.ServerTrace.Made;
import dev.postern.reconcile.ServerTrace.Thing;
import dev.postern.servers.LastLogins.FirstLogin;
import dev.postern.servers.LastLogins.LastLogin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is stored, and what may be said by it; times are minutes after registration. */
class OrderOfEvidenceTests {

	private static final Instant REGISTERED = Instant.parse("2026-11-01T08:00:00Z");

	private static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final ServerId SERVER = new ServerId(UUID.fromString("11111111-1111-4111-8111-111111111111"));

	private static final UUID RUN = UUID.fromString("22222222-2222-4222-8222-222222222222");

	private final List<Held> held = new ArrayList<>();

	private final List<Made> made = new ArrayList<>();

	private final List<Arrival> arrivals = new ArrayList<>();

	private final List<PortCheck> ports = new ArrayList<>();

	private Instant runsSince = at(-1000);

	private @Nullable Instant renamed;

	private @Nullable Instant removed;

	private @Nullable Integer ruleVersion = 7;

	private FirstLogin login = login(9, -1000, true);

	private @Nullable PortCheck opened;

	@Test
	void aServerThatWasMadeByPosternShowsAllStepsInOrder() {
		ready();
		this.arrivals.add(new Arrival(TUNNEL, 7, at(6)));
		port(20, PortResult.OPEN);
		this.opened = this.ports.getFirst();
		port(30, PortResult.CLOSED);
		port(40, PortResult.CLOSED);

		Evidence evidence = evidence();

		assertThat(evidence.order()).isEqualTo(Order.KEPT);
		assertThat(evidence.steps()).extracting(EvidenceStep::step).containsExactly(Step.values());
		assertThat(evidence.steps()).extracting(EvidenceStep::state).containsOnly(State.DONE);
		assertThat(evidence.steps()).extracting(EvidenceStep::at)
			.containsExactly(at(2), at(4), at(5), at(6), at(9), at(30));
		assertThat(evidence.steps()).allSatisfy((step) -> assertThat(step.sources()).isNotEmpty());
		assertThat(step(evidence, Step.ROUTE).sources()).contains(new Source(Source.Kind.CHANGE, RUN + "/2"));
		assertThat(notes(evidence, Step.PORT_CLOSED)).containsExactly("was-open", "still-closed", "gets-out");
		assertThat(evidence.remarks()).isEmpty();
	}

	@Test
	void aNewServerHasNothingYet() {
		this.login = login(null, -1000, true);
		this.ruleVersion = null;

		Evidence evidence = evidence();

		assertThat(evidence.order()).isEqualTo(Order.NOT_YET);
		assertThat(evidence.steps()).extracting(EvidenceStep::state).containsOnly(State.NOT_YET);
		assertThat(evidence.steps()).extracting(EvidenceStep::at).containsOnlyNulls();
	}

	@Test
	void aRuleBeforeTheApplicationIsSaidPlainly() {
		made(Thing.RULE, Act.MADE, 1, 1);
		made(Thing.APPLICATION, Act.MADE, 3, 2);
		held(Thing.RULE, 1, null);
		held(Thing.APPLICATION, 3, at(4));

		assertThat(evidence().order()).isEqualTo(Order.NOT_KEPT);
	}

	@Test
	void aRecordBeforeTheApplicationIsNoBetter() {
		made(Thing.RECORD, Act.MADE, 1, 1);
		held(Thing.RECORD, 1, at(1));

		assertThat(evidence().order()).isEqualTo(Order.NOT_KEPT);
	}

	@Test
	void anApplicationThatWasNeverReadBackShowsOnlyThatItWasMade() {
		made(Thing.APPLICATION, Act.MADE, 1, 1);
		made(Thing.RULE, Act.MADE, 4, 2);
		held(Thing.APPLICATION, 1, null);
		held(Thing.RULE, 4, null);

		Evidence evidence = evidence();

		assertThat(evidence.order()).isEqualTo(Order.MADE_FIRST);
		assertThat(step(evidence, Step.APPLICATION).state()).isEqualTo(State.NOT_KNOWN);
	}

	@Test
	void anApplicationThatIsStillToBeReadBackIsNotDone() {
		made(Thing.APPLICATION, Act.MADE, 1, 1);
		held(Thing.APPLICATION, 1, null);

		assertThat(step(evidence(), Step.APPLICATION).state()).isEqualTo(State.NOT_YET);
		assertThat(evidence().order()).isEqualTo(Order.NOT_YET);
	}

	@Test
	void anApplicationThatWasMadeAgainIsNotTakenForTheFirst() {
		ready();
		this.held.removeIf((one) -> one.thing() == Thing.APPLICATION);
		made(Thing.APPLICATION, Act.MADE, 50, 9);
		held(Thing.APPLICATION, 50, at(51));

		Evidence evidence = evidence();

		assertThat(evidence.order()).isEqualTo(Order.MADE_FIRST);
		assertThat(step(evidence, Step.APPLICATION).at()).isEqualTo(at(51));
		assertThat(notes(evidence, Step.APPLICATION)).containsExactly("recreated");
	}

	@Test
	void anApplicationMadeAgainWhoseFirstRunIsNotKeptTellsNothingOfTheOrder() {
		this.runsSince = at(10);
		held(Thing.RULE, 4, null);
		held(Thing.RECORD, 5, at(5));
		made(Thing.APPLICATION, Act.MADE, 50, 9);
		held(Thing.APPLICATION, 50, at(51));

		assertThat(evidence().order()).isEqualTo(Order.NOT_KNOWN);
	}

	@Test
	void whatStoodWhenPosternTookItUpTellsNothingOfItsBeginning() {
		held(Thing.APPLICATION, 1, at(1));
		held(Thing.RULE, 2, null);
		held(Thing.RECORD, 2, at(2));
		made(Thing.APPLICATION, Act.CHANGED, 3, 1);
		made(Thing.RULE, Act.CHANGED, 4, 2);

		Evidence evidence = evidence();

		assertThat(evidence.order()).isEqualTo(Order.NOT_KNOWN);
		assertThat(step(evidence, Step.ROUTE).code()).isEqualTo("found");
		assertThat(step(evidence, Step.RECORD).state()).isEqualTo(State.NOT_KNOWN);
		assertThat(step(evidence, Step.RECORD).at()).isNull();
	}

	@Test
	void withoutItsRunsTheLedgerStillTells() {
		this.runsSince = at(100);
		held(Thing.APPLICATION, 1, at(2));
		held(Thing.RULE, 4, null);
		held(Thing.RECORD, 5, at(5));

		Evidence evidence = evidence();

		assertThat(evidence.order()).isEqualTo(Order.KEPT);
		assertThat(step(evidence, Step.ROUTE).at()).isEqualTo(at(4));
		assertThat(notes(evidence, Step.ROUTE)).containsExactly("pruned");
		assertThat(remarks(evidence)).containsExactly("runs-kept-since");
	}

	@Test
	void anAnswerThatNeverCameLeavesTheOrderOpen() {
		this.made.add(new Made(Thing.APPLICATION, Act.MADE, false, TUNNEL, RUN, 1, at(1), at(2), null));
		made(Thing.RULE, Act.MADE, 4, 2);
		held(Thing.APPLICATION, 5, at(6));
		held(Thing.RULE, 4, null);

		assertThat(evidence().order()).isEqualTo(Order.NOT_KNOWN);
	}

	@Test
	void aNameThatIsNewHasItsOwnOrder() {
		ready();
		this.renamed = at(1);
		this.login = login(0, -1000, true);

		Evidence evidence = evidence();

		assertThat(remarks(evidence)).containsExactly("renamed");
		assertThat(notes(evidence, Step.FIRST_LOGIN)).containsExactly("login-at-former-hostname");
	}

	@Test
	void rulesThatConnectorsHadUnderAFormerNameDoNotCount() {
		ready();
		this.renamed = at(3);
		this.arrivals.add(new Arrival(TUNNEL, 2, at(2)));

		Evidence evidence = evidence();

		assertThat(step(evidence, Step.CONNECTOR).state()).isEqualTo(State.NOT_YET);
		assertThat(step(evidence, Step.CONNECTOR).code()).isEqualTo("not-seen");
	}

	@Test
	void aRuleWithoutAVersionIsNotKnownAtTheConnectors() {
		ready();
		this.ruleVersion = null;

		assertThat(step(evidence(), Step.CONNECTOR).state()).isEqualTo(State.NOT_KNOWN);
	}

	@Test
	void aNewerRuleThatConnectorsWereNotSeenToHaveIsTold() {
		ready();
		this.ruleVersion = 8;
		this.arrivals.add(new Arrival(TUNNEL, 7, at(6)));

		assertThat(notes(evidence(), Step.CONNECTOR)).containsExactly("behind");
	}

	@Test
	void aServerThatWasTakenOverFromAnotherSaysSo() {
		held(Thing.APPLICATION, -50, at(-49));
		held(Thing.RULE, -48, null);

		Evidence evidence = evidence();

		assertThat(remarks(evidence)).containsExactly("taken-over");
		assertThat(evidence.order()).isEqualTo(Order.NOT_KNOWN);
	}

	@Test
	void ofARemovedServerIsToldWhatRemains() {
		made(Thing.APPLICATION, Act.MADE, 1, 1);
		made(Thing.RULE, Act.MADE, 4, 2);
		made(Thing.RECORD, Act.MADE, 5, 3);
		made(Thing.RECORD, Act.REMOVED, 60, 4);
		made(Thing.RULE, Act.REMOVED, 61, 5);
		made(Thing.APPLICATION, Act.REMOVED, 62, 6);
		this.removed = at(59);
		this.ruleVersion = null;

		Evidence evidence = evidence();

		assertThat(evidence.order()).isEqualTo(Order.MADE_FIRST);
		assertThat(step(evidence, Step.RECORD).code()).isEqualTo("gone");
		assertThat(step(evidence, Step.CONNECTOR).state()).isEqualTo(State.NOT_KNOWN);
		assertThat(remarks(evidence)).containsExactly("removed");
	}

	@Test
	void ofARemovedServerWhoseRunsAreNotKeptNothingIsKnown() {
		this.removed = at(59);
		this.runsSince = at(100);
		this.ruleVersion = null;

		Evidence evidence = evidence();

		assertThat(evidence.order()).isEqualTo(Order.NOT_KNOWN);
		assertThat(evidence.steps().subList(0, 4)).extracting(EvidenceStep::state).containsOnly(State.NOT_KNOWN);
	}

	@Test
	void loginsThatWereNotImportedAreNotNone() {
		this.login = new FirstLogin(null, null, null, true);
		assertThat(step(evidence(), Step.FIRST_LOGIN).code()).isEqualTo("not-imported");
		assertThat(step(evidence(), Step.FIRST_LOGIN).state()).isEqualTo(State.NOT_KNOWN);

		this.login = login(null, 10, true);
		assertThat(step(evidence(), Step.FIRST_LOGIN).state()).isEqualTo(State.NOT_KNOWN);
		assertThat(notes(evidence(), Step.FIRST_LOGIN)).containsExactly("history-begins");

		this.login = login(null, -10, false);
		assertThat(step(evidence(), Step.FIRST_LOGIN).state()).isEqualTo(State.NOT_KNOWN);

		this.login = login(20, -10, false);
		assertThat(step(evidence(), Step.FIRST_LOGIN).state()).isEqualTo(State.DONE);
		assertThat(notes(evidence(), Step.FIRST_LOGIN)).containsExactly("history-gap");
	}

	@Test
	void aLoginThatNamesNobodyIsTold() {
		this.login = new FirstLogin(new LastLogin(at(20), ""), "key", at(-10), true);

		assertThat(step(evidence(), Step.FIRST_LOGIN).state()).isEqualTo(State.DONE);
		assertThat(step(evidence(), Step.FIRST_LOGIN).code()).isEqualTo("seen-unnamed");
	}

	@Test
	void theLedgerNamesARuleByItsTunnel() {
		ready();

		assertThat(step(evidence(), Step.ROUTE).sources())
			.contains(new Source(Source.Kind.LEDGER_RULE, TUNNEL.toString()));
	}

	@Test
	void aPortThatOpenedAgainIsNotClosed() {
		port(20, PortResult.CLOSED);
		port(30, PortResult.OPEN);

		assertThat(step(evidence(), Step.PORT_CLOSED).state()).isEqualTo(State.NOT_YET);
		assertThat(step(evidence(), Step.PORT_CLOSED).code()).isEqualTo("open");
	}

	@Test
	void noAnswerAndNoEntryShowSomethingOnlyWherePosternGetsOutByThatPort() {
		port(20, PortResult.CLOSED);
		assertThat(step(evidence(), Step.PORT_CLOSED).state()).isEqualTo(State.NOT_KNOWN);
		port(21, PortResult.FILTERED);
		assertThat(step(evidence(), Step.PORT_CLOSED).state()).isEqualTo(State.NOT_KNOWN);
		assertThat(step(evidence(), Step.PORT_CLOSED).at()).isNull();

		this.opened = check(10, PortResult.OPEN, "elsewhere.example");
		assertThat(step(evidence(), Step.PORT_CLOSED).state()).isEqualTo(State.DONE);
		assertThat(notes(evidence(), Step.PORT_CLOSED)).contains("gets-out");
	}

	@Test
	void closedSinceIsOfTheAddressThatWasTriedLast() {
		this.opened = check(10, PortResult.OPEN, "elsewhere.example");
		this.ports.addFirst(check(20, PortResult.CLOSED, "203.0.113.7"));
		this.ports.addFirst(check(30, PortResult.CLOSED, "203.0.113.8"));

		assertThat(step(evidence(), Step.PORT_CLOSED).at()).isEqualTo(at(30));
	}

	@Test
	void anotherAddressThanTheOneThatWasOpenIsNamed() {
		this.opened = check(20, PortResult.OPEN, "203.0.113.7");
		this.ports.addFirst(check(20, PortResult.OPEN, "203.0.113.7"));
		this.ports.addFirst(check(30, PortResult.CLOSED, "203.0.113.8"));

		assertThat(notes(evidence(), Step.PORT_CLOSED)).contains("other-address");
	}

	@Test
	void aPortThatWasClosedBeforeTheFirstLoginSaysSo() {
		this.login = login(40, -10, true);
		this.opened = check(10, PortResult.OPEN, "elsewhere.example");
		port(20, PortResult.CLOSED);

		assertThat(notes(evidence(), Step.PORT_CLOSED)).containsExactly("closed-before-login", "gets-out");
	}

	@Test
	void whatIsNotThereAnyMoreIsNoted() {
		ready();
		this.held.removeIf((one) -> one.thing() == Thing.APPLICATION);
		this.held.add(new Held(Thing.APPLICATION, TUNNEL, "app", at(1), at(2), at(70)));

		assertThat(notes(evidence(), Step.APPLICATION)).containsExactly("missed");
	}

	private void ready() {
		made(Thing.APPLICATION, Act.MADE, 1, 1);
		made(Thing.RULE, Act.MADE, 4, 2);
		made(Thing.RECORD, Act.MADE, 5, 3);
		held(Thing.APPLICATION, 1, at(2));
		held(Thing.RULE, 4, null);
		held(Thing.RECORD, 5, at(5));
	}

	private Evidence evidence() {
		EvidencedServer subject = new EvidencedServer(SERVER, "db1", Hostname.of("ssh-db1.example.jp"), REGISTERED,
				this.renamed, this.removed);
		return OrderOfEvidence
			.of(new Facts(subject, new ServerTrace(this.held, this.made, this.arrivals, this.runsSince), TUNNEL,
					this.ruleVersion, this.login, this.ports, this.opened), at(1000));
	}

	private void held(Thing thing, int owned, @Nullable Instant seen) {
		this.held.add(new Held(thing, TUNNEL, (thing != Thing.RULE) ? thing.name() : null, at(owned), seen, null));
	}

	private void made(Thing thing, Act act, int minute, int seq) {
		this.made.add(new Made(thing, act, true, TUNNEL, RUN, seq, at(minute), at(minute), null));
	}

	private void port(int minute, PortResult result) {
		this.ports.addFirst(check(minute, result, "203.0.113.7"));
	}

	private static PortCheck check(int minute, PortResult result, String address) {
		return new PortCheck(UUID.randomUUID(), SERVER, at(minute), address, result, List.of(), "admin@example.com");
	}

	private static FirstLogin login(@Nullable Integer minute, int knownSince, boolean whole) {
		return new FirstLogin((minute != null) ? new LastLogin(at(minute), "dev@example.com") : null,
				(minute != null) ? "key" : null, at(knownSince), whole);
	}

	private static Instant at(int minute) {
		return REGISTERED.plus(minute, ChronoUnit.MINUTES);
	}

	private static EvidenceStep step(Evidence evidence, Step step) {
		return evidence.steps().get(Arrays.asList(Step.values()).indexOf(step));
	}

	private static List<String> notes(Evidence evidence, Step step) {
		return step(evidence, step).notes().stream().map(Note::code).toList();
	}

	private static List<String> remarks(Evidence evidence) {
		return evidence.remarks().stream().map(Note::code).toList();
	}

}

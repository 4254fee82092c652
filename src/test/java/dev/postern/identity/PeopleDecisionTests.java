package dev.postern.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.identity.accounts.ProviderAccount;
import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class PeopleDecisionTests {

	private static final String ISSUER = "https://id.example.com";

	private static final EmailAddress ADA = EmailAddress.of("ada@example.com");

	private static final EmailAddress BEN = EmailAddress.of("ben@example.com");

	private final PersonRecords records = mock();

	private final RoleRules rules = new RoleRules(new IdentityProperties(
			new IdentityProperties.Roles(List.of("email:ada@example.com", "email:ben@example.com", "group:platform"),
					List.of()),
			"groups", Duration.ofHours(8), Duration.ofHours(12), Duration.ofDays(30), List.of(), null));

	private final PersonAudit audit = new PersonAudit(mock(ApplicationEventPublisher.class), JsonMapper.shared());

	private final SignIns signIns = new SignIns(this.records, mock(), this.rules, this.audit, Clock.systemUTC(),
			new TransactionTemplate(mock()));

	private final People people = new People(this.records, mock(), mock(), this.rules, this.audit, Clock.systemUTC(),
			mock());

	@Test
	void olderSessionEndsWhenTheProviderNamesTheGroupNoMoreI11() {
		PersonRecord record = known(EmailAddress.of("cleo@example.com"), Set.of("platform"));
		Person before = record.person();
		assertThat(this.people.isSessionCurrent(before)).isTrue();

		record.signIn(new PersonClaims(account(before.email()), before.email(), "Cleo", Set.of(), false),
				Set.of(Role.DEVELOPER), Clock.systemUTC().instant());

		assertThat(this.people.isSessionCurrent(before)).isFalse();
		assertThat(this.people.isSessionCurrent(record.person())).isTrue();
	}

	@Test
	void rolesByGroupEndWhenTheProviderDoesNotTellTheGroups_I11() {
		PersonRecord record = known(EmailAddress.of("cleo@example.com"), Set.of("platform"));
		PersonClaims withheld = new PersonClaims(account(record.person().email()), record.person().email(), "Cleo",
				Set.of(), true);

		Person caller = this.signIns.identify(withheld, Clock.systemUTC().instant());

		assertThat(caller.roles()).containsExactly(Role.DEVELOPER);
		assertThat(caller.groupsWithheld()).isTrue();
		record.signIn(withheld, Set.of(Role.DEVELOPER), Clock.systemUTC().instant());
		assertThat(this.people.admitted(record.id()).orElseThrow()).satisfies((person) -> {
			assertThat(person.groups()).isEmpty();
			assertThat(person.groupsWithheld()).isTrue();
			assertThat(person.roles()).containsExactly(Role.DEVELOPER);
		});
	}

	@Test
	void lastAdministratorOfTheSettingsCannotBeLockedOut() {
		PersonRecord ada = known(ADA, Set.of());
		known(BEN, Set.of());
		given(this.records.countLocked(List.of(BEN.value()))).willReturn(0L, 1L);
		Actor other = Actor.person(EmailAddress.of("dora@example.com"));

		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> {
			this.people.lock(ada.id(), other);
			this.people.unlock(ada.id(), other);
			this.people.lock(ada.id(), other);
		});
		assertThat(ada.locked()).isFalse();
	}

	@Test
	void whoIsLockedLocksNobody() {
		PersonRecord ada = known(ADA, Set.of());
		PersonRecord cleo = known(EmailAddress.of("cleo@example.com"), Set.of());
		this.people.lock(cleo.id(), Actor.person(ADA));

		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> this.people.lock(ada.id(), cleo.person().actor()));
		assertThatExceptionOfType(AccessDeniedException.class)
			.isThrownBy(() -> this.people.unlock(cleo.id(), cleo.person().actor()));
		assertThat(ada.locked()).isFalse();
	}

	private PersonRecord known(EmailAddress email, Set<String> groups) {
		PersonRecord record = new PersonRecord(new PersonId(UUID.randomUUID()),
				new PersonClaims(account(email), email, "", groups, false), this.rules.of(email, groups),
				Clock.systemUTC().instant());
		given(this.records.findById(record.id().value())).willReturn(Optional.of(record));
		given(this.records.lockById(record.id().value())).willReturn(Optional.of(record));
		given(this.records.findByIssuerAndSubject(ISSUER, email.value())).willReturn(Optional.of(record));
		given(this.records.lockByAccount(ISSUER, email.value())).willReturn(Optional.of(record));
		given(this.records.findByEmail(email.value())).willReturn(Optional.of(record));
		return record;
	}

	private static ProviderAccount account(EmailAddress email) {
		return new ProviderAccount(ISSUER, email.value());
	}

}

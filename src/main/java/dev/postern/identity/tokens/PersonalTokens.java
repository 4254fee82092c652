package dev.postern.identity.tokens;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.postern.identity.IdentityProperties;
import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.PersonNotFound;
import dev.postern.identity.Profile;
import dev.postern.kernel.Actor;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.Recorded.Subject;
import dev.postern.kernel.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tokens that people make for programs which call the API in their name. */
@Service
public class PersonalTokens {

	/** How many of a person's tokens may work at a time. */
	public static final int MAX_ACTIVE = 20;

	/** How long a token may work at most. */
	public static final Duration MAX_LIFETIME = Duration.ofDays(366);

	private static final int MAX_NAME_LENGTH = 80;

	private final PersonalTokenRecords records;

	private final People people;

	private final ApplicationEventPublisher events;

	private final JsonMapper json;

	private final Clock clock;

	private final Duration idle;

	PersonalTokens(PersonalTokenRecords records, People people, ApplicationEventPublisher events, JsonMapper json,
			Clock clock, IdentityProperties properties) {
		this.records = records;
		this.people = people;
		this.events = events;
		this.json = json;
		this.clock = clock;
		this.idle = properties.tokenIdle();
	}

	/**
	 * Makes a token. Its text is told here and never again. A person makes one token at a
	 * time, or several at once would pass the limit together.
	 */
	@Transactional
	public CreatedToken create(Person owner, String name, TokenScope scope, Duration lifetime) {
		String label = checkedName(name);
		if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(MAX_LIFETIME) > 0) {
			throw InvalidInput.of("lifetime", lifetime.toString(), "identity.token.lifetime", MAX_LIFETIME.toDays());
		}
		this.people.lockForUpdate(owner.id());
		Instant now = this.clock.instant();
		if (of(owner.id()).stream().filter((token) -> token.worksAt(now)).count() >= MAX_ACTIVE) {
			throw InvalidInput.of("name", label, "identity.token.too-many", MAX_ACTIVE);
		}
		TokenText text = TokenText.random();
		PersonalToken token = this.records.save(new PersonalTokenRecord(owner.id(), label, text, scope, now, lifetime))
			.token();
		record(owner.actor(), "token.created", token, null, asJson(token));
		return new CreatedToken(token, text.secret());
	}

	/** Ends a token of a person; ending it again is no error. */
	@Transactional
	public void revoke(PersonId owner, TokenId id, Actor by) {
		PersonalTokenRecord known = this.records.findByIdAndPersonId(id.value(), owner.value())
			.orElseThrow(() -> new TokenNotFound(id));
		ObjectNode before = asJson(known.token());
		this.people.find(owner).ifPresent((profile) -> before.put("owner", profile.person().email().value()));
		if (known.revoke(this.clock.instant())) {
			record(by, "token.revoked", known.token(), before, null);
		}
	}

	/** All tokens of a person, the newest first. */
	@Transactional(readOnly = true)
	public List<PersonalToken> of(PersonId owner) {
		return this.records.findByPersonIdOrderByCreatedAtDesc(owner.value())
			.stream()
			.map(PersonalTokenRecord::token)
			.toList();
	}

	/** The tokens of a person that are not revoked and did not end. */
	@Transactional(readOnly = true)
	public List<PersonalToken> working(PersonId owner) {
		Instant now = this.clock.instant();
		return this.records.findWorking(owner.value(), now, Limit.of(MAX_ACTIVE))
			.stream()
			.map(PersonalTokenRecord::token)
			.toList();
	}

	@Transactional(readOnly = true)
	public Optional<PersonalToken> find(PersonId owner, TokenId id) {
		return this.records.findByIdAndPersonId(id.value(), owner.value()).map(PersonalTokenRecord::token);
	}

	/** From when on a person's tokens are silent, unless the person signs in again. */
	@Transactional(readOnly = true)
	public Instant silentFrom(PersonId owner) {
		Profile known = this.people.find(owner).orElseThrow(() -> new PersonNotFound(owner));
		return Objects.requireNonNullElse(known.lastLoginAt(), known.firstLoginAt()).plus(this.idle);
	}

	/**
	 * Who shows a token, unless it does not work or its person is kept out.
	 * @throws TokenSilent when the person has not signed in for too long
	 */
	@Transactional
	public Optional<TokenHolder> authenticate(Secret text) {
		Instant now = this.clock.instant();
		return this.records.findByHash(new TokenText(text).hash())
			.filter((known) -> known.worksAt(now))
			.flatMap((known) -> this.people.admitted(known.owner()).map((person) -> {
				if (!now.isBefore(silentFrom(person.id()))) {
					throw new TokenSilent(known.token().id());
				}
				known.use(now);
				return new TokenHolder(person, known.token().scope(), known.token().name());
			}));
	}

	/** Whether a bearer token is one of these. */
	public static boolean isPersonalToken(String text) {
		return text.startsWith(TokenText.START);
	}

	private static String checkedName(String name) {
		String label = name.strip();
		if (label.isEmpty()) {
			throw InvalidInput.of("name", name, "identity.token.name-missing");
		}
		if (label.length() > MAX_NAME_LENGTH || PlainText.breaks(label)) {
			throw InvalidInput.of("name", name, "identity.token.name", MAX_NAME_LENGTH);
		}
		return label;
	}

	private void record(Actor actor, String action, PersonalToken token, @Nullable JsonNode before,
			@Nullable JsonNode after) {
		Subject subject = new Subject("token", token.id().toString(), token.name());
		this.events.publishEvent(new Recorded(actor, action, subject, before, after));
	}

	private ObjectNode asJson(PersonalToken token) {
		return this.json.valueToTree(Map.of("name", token.name(), "prefix", token.prefix(), "scope", token.scope(),
				"expiresAt", token.expiresAt()));
	}

	/**
	 * A token that was just made.
	 *
	 * @param text what the program shows; nobody can tell it again
	 */
	public record CreatedToken(PersonalToken token, Secret text) {
	}

	/**
	 * The person in whose name a program calls, and what the token is good for.
	 *
	 * @param tokenName what the person called the token
	 */
	public record TokenHolder(Person person, TokenScope scope, String tokenName) {
	}

}

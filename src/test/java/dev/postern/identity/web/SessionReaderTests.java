package dev.postern.identity.web;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InvalidClassException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.Role;
import dev.postern.kernel.EmailAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.serializer.DefaultSerializer;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SessionReaderTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private final SessionReader reader = new SessionReader();

	@Test
	void signInOfAPersonWithManyGroupsIsReadAgain() throws IOException {
		Set<String> groups = IntStream.range(0, 10_000).mapToObj((at) -> "group " + at).collect(Collectors.toSet());
		Person person = new Person(new PersonId(UUID.randomUUID()), EmailAddress.of("ada@example.com"), "Ada",
				Set.of(Role.ADMIN), groups, false);
		OidcIdToken token = new OidcIdToken("text", NOW, NOW.plusSeconds(60), Map.of("iss",
				URI.create("https://id.example.com").toURL(), "sub", "1", "aud", Arrays.asList("portal", "other")));
		PortalUser user = new PortalUser(person, token, NOW);

		Object read = read(new SecurityContextImpl(new OAuth2AuthenticationToken(user, user.getAuthorities(), "demo")));

		assertThat(read).isInstanceOfSatisfying(SecurityContextImpl.class,
				(context) -> assertThat(context.getAuthentication()).isNotNull()
					.satisfies((login) -> assertThat(login.getPrincipal()).isInstanceOfSatisfying(PortalUser.class,
							(known) -> assertThat(known.person()).isEqualTo(person))));
	}

	static Stream<Object> foreign() {
		return Stream.of(new File("/"), new PriorityQueue<>(List.of("a")), List.of("a"),
				URI.create("https://example.com"), BigInteger.ONE, new IllegalStateException("thrown"),
				new ArrayList<>(List.of(new File("/"))), new File[] { new File("/") },
				new HashMap<>(Map.of("a", new File("/"))),
				new SecurityContextImpl(new UsernamePasswordAuthenticationToken("ada", "secret")));
	}

	@ParameterizedTest
	@MethodSource("foreign")
	void whatNoSignInLeavesIsNotMade(Object foreign) {
		assertThatExceptionOfType(InvalidClassException.class).isThrownBy(() -> read(foreign))
			.withMessageContaining("REJECTED");
	}

	static Stream<Object> endless() {
		Set<Object> deep = new HashSet<>();
		for (int level = 0; level < 12; level++) {
			deep = new HashSet<>(Set.of(deep));
		}
		List<Object> texts = new ArrayList<>(
				IntStream.range(0, 60).mapToObj((at) -> at + "a".repeat(100_000)).toList());
		texts.add(new ArrayList<>());
		return Stream.of(deep, new long[100_000], new ArrayList<>(IntStream.range(0, 60_000).boxed().toList()), texts);
	}

	@ParameterizedTest
	@MethodSource("endless")
	void whatIsDeeperOrLongerThanASignInIsNotMade(Object endless) {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> read(endless));
	}

	private Object read(Object kept) throws IOException {
		return this.reader.deserialize(new ByteArrayInputStream(new DefaultSerializer().serializeToByteArray(kept)));
	}

}

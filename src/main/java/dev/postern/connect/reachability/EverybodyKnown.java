package dev.postern.connect.reachability;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.postern.identity.People;
import dev.postern.identity.Person;
import dev.postern.identity.Profile;
import dev.postern.kernel.EmailAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Everybody known: whoever has signed in to the portal, and whomever a policy names.
 */
@Component
class EverybodyKnown {

	private final People people;

	private volatile @Nullable Everybody last;

	EverybodyKnown(People people) {
		this.people = people;
	}

	/**
	 * By address, in one read; the same list while nobody changes.
	 * @param compiledServers whose policies count
	 */
	List<KnownPerson> of(List<CompiledServer> compiledServers) {
		List<Profile> profiles = this.people.all();
		List<PolicySubjects> subjects = compiledServers.stream().map(CompiledServer::subjects).toList();
		Everybody before = this.last;
		if (before == null || !before.isOf(profiles, subjects)) {
			before = Everybody.of(profiles, subjects);
			this.last = before;
		}
		return before.people();
	}

	/**
	 * The same with somebody who need not be known otherwise.
	 */
	Collection<KnownPerson> of(List<CompiledServer> compiledServers, Optional<EmailAddress> asked) {
		List<KnownPerson> known = of(compiledServers);
		if (asked.isEmpty() || known.stream().map(KnownPerson::email).anyMatch(asked.get()::equals)) {
			return known;
		}
		return Stream.concat(known.stream(), asked.map(KnownPerson::ofAddress).stream()).sorted().toList();
	}

	/** Those who have signed in; the same list while nobody changes. */
	List<Profile> profiles() {
		return this.people.all();
	}

	/** Those who have signed in and are not kept out. */
	Stream<Person> callers() {
		return this.people.all()
			.stream()
			.filter((profile) -> !profile.locked() && !profile.former())
			.map(Profile::person);
	}

	/** What is known of one address. */
	KnownPerson of(EmailAddress email) {
		return new KnownPerson(email, this.people.find(email).orElse(null));
	}

	/**
	 * Everybody, and where they are known from.
	 */
	private record Everybody(List<Profile> profiles, List<PolicySubjects> subjects, List<KnownPerson> people) {

		static Everybody of(List<Profile> profiles, List<PolicySubjects> subjects) {
			Map<EmailAddress, KnownPerson> people = new TreeMap<>();
			profiles.forEach((profile) -> people.put(profile.person().email(), KnownPerson.ofProfile(profile)));
			subjects.stream()
				.flatMap((named) -> named.people().keySet().stream())
				.forEach((email) -> people.computeIfAbsent(email, KnownPerson::ofAddress));
			return new Everybody(profiles, subjects, List.copyOf(people.values()));
		}

		@SuppressWarnings("ReferenceEquality") // lists of thousands that are kept while
												// nothing changes
		boolean isOf(List<Profile> profiles, List<PolicySubjects> subjects) {
			return this.profiles == profiles && this.subjects.equals(subjects);
		}

	}

}

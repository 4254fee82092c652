package dev.postern.tryout;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** The people of the demo identity provider, by e-mail address. */
class DemoPeople implements UserDetailsService {

	private final Map<String, DemoPerson> people;

	DemoPeople(Map<String, DemoPerson> people) {
		this.people = people;
	}

	Collection<DemoPerson> all() {
		return this.people.values().stream().sorted(Comparator.comparing(DemoPerson::email)).toList();
	}

	@Nullable DemoPerson find(String email) {
		return this.people.get(email);
	}

	@Override
	public UserDetails loadUserByUsername(String email) {
		if (find(email) == null) {
			throw new UsernameNotFoundException("nobody here is called " + email);
		}
		return User.withUsername(email).password("{noop}" + DemoPerson.PASSWORD).roles("PERSON").build();
	}

}

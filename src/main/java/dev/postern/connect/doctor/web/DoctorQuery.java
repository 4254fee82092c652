package dev.postern.connect.doctor.web;

import dev.postern.connect.doctor.Traveller;
import dev.postern.connect.reachability.WhatIf;
import dev.postern.connect.web.WhatIfQuery;
import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.ui.input.FilterParser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;

/**
 * Whose way the doctor shall go, as it was sent.
 *
 * @param person an address; empty for nobody, or for oneself where only that is allowed
 * @param country the country that the person is supposed to come from
 * @param ip the address that the person is supposed to come from
 */
record DoctorQuery(@Nullable String person, @Nullable String country, @Nullable String ip) {

	static final DoctorQuery EMPTY = new DoctorQuery(null, null, null);

	DoctorQuery {
		person = FilterParser.trimToNull(person);
		country = FilterParser.trimToNull(country);
		ip = FilterParser.trimToNull(ip);
	}

	/**
	 * Administrators may ask about anybody, all others about themselves.
	 * @throws InvalidInput with everything that cannot be read
	 * @throws AccessDeniedException for those who ask about more than they may
	 */
	Traveller traveller(Person caller) {
		if (!caller.has(Role.ADMIN)) {
			return myself(caller);
		}
		FilterParser parser = new FilterParser();
		WhatIf whatIf = WhatIfQuery.parse(parser, this.country, this.ip, null);
		EmailAddress email = parser.parse(this::email);
		parser.throwIfInvalid();
		return (email != null) ? new Traveller.Somebody(email, whatIf) : new Traveller.Nobody();
	}

	private Traveller myself(Person caller) {
		boolean aboutOthers = this.person != null && !this.person.equalsIgnoreCase(caller.email().value());
		if (aboutOthers || this.country != null || this.ip != null) {
			throw new AccessDeniedException("only administrators ask the doctor about others");
		}
		return new Traveller.Myself(caller);
	}

	private @Nullable EmailAddress email() {
		String text = this.person;
		try {
			return (text != null) ? EmailAddress.of(text) : null;
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of("person", String.valueOf(text), "connect.error.email");
		}
	}

}

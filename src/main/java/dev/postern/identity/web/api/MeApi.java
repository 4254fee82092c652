package dev.postern.identity.web.api;

import java.util.List;

import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.Role;
import dev.postern.kernel.EmailAddress;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs in whose name they call. */
@RestController
@ForSignedIn
@Tag(name = "Me")
class MeApi {

	@GetMapping("/api/v1/me")
	@Operation(summary = "Who the caller is, with the roles and groups that count for this call")
	Me me(Person person) {
		return new Me(person.id(), person.email(), person.name(), person.roles().stream().sorted().toList(),
				person.groups().stream().sorted().toList(), person.groupsWithheld());
	}

	/**
	 * The caller as the API shows it.
	 *
	 * @param groupsWithheld whether the identity provider left the groups out because
	 * there are too many
	 */
	record Me(PersonId id, EmailAddress email, String name, List<Role> roles, List<String> groups,
			boolean groupsWithheld) {
	}

}

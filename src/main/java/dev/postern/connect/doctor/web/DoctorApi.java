package dev.postern.connect.doctor.web;

import dev.postern.connect.doctor.Traveller;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.ServerId;
import dev.postern.servers.Server;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The doctor, for programs. */
@RestController
@RequestMapping("/api/v1/servers/{id}/doctor")
@ForSignedIn
@Tag(name = "Doctor", description = "Which link of the chain to a server is broken.")
class DoctorApi {

	private final DoctorVisits visits;

	private final DoctorWords words;

	DoctorApi(DoctorVisits visits, DoctorWords words) {
		this.visits = visits;
		this.words = words;
	}

	@GetMapping
	@Operation(summary = "Looks at each link of the way to a server, up to the first that is broken",
			description = "Asks Cloudflare and the public hostname now. Administrators may name a person, a country and an address; "
					+ "all others look at servers that let them in, for themselves, and are told less.")
	@ApiResponse(responseCode = "403", description = "Somebody else was asked about")
	@ApiResponse(responseCode = "404", description = "There is no such server, or it does not let the caller in")
	@ApiResponse(responseCode = "422", description = "A value cannot be read")
	@ApiResponse(responseCode = "429", description = "Too many looks; Retry-After says when")
	DoctorAnswer doctor(@PathVariable ServerId id, @ParameterObject DoctorQuery query, Person caller,
			HttpServletResponse response) {
		Server server = this.visits.server(id, caller);
		Traveller traveller = query.traveller(caller);
		return this.words.answer(this.visits.look(server, traveller, caller, response), caller);
	}

}

package dev.postern.connect.web;

import java.util.List;

import dev.postern.connect.reachability.Reach;
import dev.postern.connect.reachability.Reachability;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Page;
import dev.postern.kernel.ServerId;
import dev.postern.ui.input.PageSize;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who reaches what, for programs. */
@RestController
@RequestMapping("/api/v1")
@ForAuditors
@Tag(name = "Reachability", description = "Who can reach which server, as the policies say.")
class ReachabilityApi {

	private static final int MAX_PAGE_SIZE = 1000;

	/** Who gets in comes first. */
	static final KeysetPager<Reach> BY_PERSON = new KeysetPager<>(
			(reach) -> reach.verdict().sortKey() + " " + reach.person().email().value());

	static final KeysetPager<Reach> BY_SERVER = new KeysetPager<>(
			(reach) -> reach.verdict().sortKey() + " " + reach.server().spec().name());

	private final Reachability reachability;

	private final ReachWordsFactory words;

	ReachabilityApi(Reachability reachability, ReachWordsFactory words) {
		this.reachability = reachability;
		this.words = words;
	}

	@GetMapping("/servers/{id}/reachability")
	@Operation(summary = "Who can reach a server, those who get in first",
			description = "Asks about whoever has signed in and whomever a policy of any server names; a whole address as q is asked about in any case. "
					+ "Country, ip and provider suppose where all come from and how they log in; what is not known is a condition.")
	@ApiResponse(responseCode = "404", description = "There is no such server")
	@ApiResponse(responseCode = "422", description = "A value cannot be read")
	Page<PersonAccess> people(@PathVariable ServerId id, @ParameterObject ReachQuery query,
			@RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int size) {
		ReachQuery.ReachFilter filter = query.filter();
		List<Reach> found = this.reachability.ofServer(id, query.person(), filter.whatIf())
			.people()
			.stream()
			.filter(filter::admitsPerson)
			.toList();
		return BY_PERSON.page(found, cursor, PageSize.checked(size, MAX_PAGE_SIZE)).map(this.words.create()::person);
	}

	@GetMapping("/people/reachability")
	@Operation(summary = "What a person can reach, also one who never signed in; what lets them in first",
			description = "Country, ip and provider suppose where the person comes from and how they log in; what is not known is a condition.")
	@ApiResponse(responseCode = "422", description = "A value cannot be read, for example the address")
	Page<ServerAccess> servers(@RequestParam(defaultValue = "") String email, @ParameterObject ReachQuery query,
			@RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int size) {
		return reach(email, query, cursor, size);
	}

	@GetMapping("/people/{email}/reachability")
	@Operation(summary = "The same for an address in the path",
			description = "Addresses with / or % cannot stand in a path; for them there is the parameter email of /people/reachability.")
	@ApiResponse(responseCode = "422", description = "A value cannot be read, for example the address")
	Page<ServerAccess> serversOf(@PathVariable String email, @ParameterObject ReachQuery query,
			@RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int size) {
		return reach(email, query, cursor, size);
	}

	private Page<ServerAccess> reach(String email, ReachQuery query, @Nullable String cursor, int size) {
		ReachQuery.ReachFilter filter = query.filter();
		List<Reach> found = this.reachability.ofPerson(address(email), filter.whatIf())
			.servers()
			.stream()
			.filter(filter::admitsServer)
			.toList();
		return BY_SERVER.page(found, cursor, PageSize.checked(size, MAX_PAGE_SIZE)).map(this.words.create()::server);
	}

	/**
	 * An address that somebody entered.
	 * @throws InvalidInput naming {@code email} when it is none
	 */
	static EmailAddress address(String email) {
		try {
			return EmailAddress.of(email);
		}
		catch (IllegalArgumentException ex) {
			throw InvalidInput.of("email", email, "connect.error.email");
		}
	}

}

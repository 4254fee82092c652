package dev.postern.history.web;

import dev.postern.history.search.Login;
import dev.postern.history.search.LoginGroup;
import dev.postern.history.search.LoginGroups;
import dev.postern.history.search.Logins;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.Page;
import dev.postern.ui.ReaderZone;
import dev.postern.ui.input.PageSize;
import dev.postern.ui.input.RepeatedValues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The logins for programs. */
@RestController
@RequestMapping("/api/v1/history")
@ForAuditors
@Tag(name = "History")
class LoginsApi {

	private static final int MAX_PAGE_SIZE = 1000;

	private final Logins logins;

	private final LoginGroups groups;

	private final QueryReader reader;

	LoginsApi(Logins logins, LoginGroups groups, QueryReader reader) {
		this.logins = logins;
		this.groups = groups;
		this.reader = reader;
	}

	@InitBinder
	void takeValuesAsTheyAre(WebDataBinder binder) {
		RepeatedValues.keepWhole(binder);
	}

	@GetMapping("/logins")
	@Operation(summary = "Lists logins that Cloudflare let through or refused, newest first",
			description = "The filters are those of the page Logins and of its export, by the same names. Several values of one parameter are told by repeating it; "
					+ "what is asked of different properties has to hold together.")
	@ApiResponse(responseCode = "422", description = "A value cannot be read")
	Page<Login> list(@ParameterObject LoginQuery query, @RequestParam(required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "50") int size, HttpServletRequest request) {
		return this.logins.find(this.reader.filter(query, ReaderZone.of(request)), cursor,
				PageSize.checked(size, MAX_PAGE_SIZE));
	}

	@GetMapping("/groups")
	@Operation(summary = "Counts logins by person, server or country",
			description = "Those with unexplained logins come first, then those with the most. The value of a group is what the filter of that name takes. "
					+ "Of more than 100,000 logins the newest are counted.")
	@ApiResponse(responseCode = "422", description = "A value cannot be read")
	Page<LoginGroup> groups(@ParameterObject LoginQuery query,
			@Parameter(description = "person, server or country") @RequestParam String by,
			@RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int size,
			HttpServletRequest request) {
		return this.groups.find(this.reader.filter(query, ReaderZone.of(request)), QueryReader.grouping("by", by),
				cursor, PageSize.checked(size, MAX_PAGE_SIZE));
	}

}

package dev.postern.history.web;

import dev.postern.history.Login;
import dev.postern.history.Logins;
import dev.postern.identity.ForAuditors;
import dev.postern.kernel.Page;
import dev.postern.ui.input.PageSize;
import dev.postern.ui.input.TimeInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The logins for programs. */
@RestController
@ForAuditors
@Tag(name = "History")
class LoginsApi {

	private static final int MAX_PAGE_SIZE = 1000;

	private final Logins logins;

	LoginsApi(Logins logins) {
		this.logins = logins;
	}

	@GetMapping("/api/v1/history/logins")
	@Operation(summary = "Lists logins that Cloudflare let through or refused, newest first")
	Page<Login> list(LoginQuery query, @RequestParam(required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "50") int size, HttpServletRequest request) {
		return this.logins.find(query.filter(TimeInput.zone(request)), cursor, PageSize.checked(size, MAX_PAGE_SIZE));
	}

}

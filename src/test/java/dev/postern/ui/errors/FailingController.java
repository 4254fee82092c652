package dev.postern.ui.errors;

import java.util.List;

import dev.postern.identity.ForSignedIn;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.stored.MalformedValue;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * Endpoints that fail in every way, as pages and for programs. Only tests that plant them
 * have them.
 */
@Controller
@TestComponent
@ForSignedIn
class FailingController {

	static final String HUSH = "jdbc:postgresql://db.internal/postern";

	@GetMapping({ "/planted/{how}", "/api/planted/{how}" })
	String fail(@PathVariable String how) {
		return switch (how) {
			case "invalid" -> throw new InvalidInput(
					List.of(FieldProblem.of("policies[0].include[2]", "<b>me</b>", "identity.token.name", 80),
							FieldProblem.of("name", "", "identity.token.name-missing")));
			case "stale" -> throw new OptimisticLockingFailureException(HUSH);
			case "gone" -> throw new Gone();
			case "many" -> throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, HUSH);
			case "database" -> throw new DataAccessResourceFailureException(HUSH);
			case "unreadable" -> throw new MalformedValue(HUSH);
			case "half-a-page" -> "planted/half";
			default -> throw new IllegalStateException(HUSH);
		};
	}

	@PostMapping("/api/planted")
	@ResponseBody
	Body echo(@RequestBody Body body) {
		return body;
	}

	record Body(int number) {
	}

	@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "identity.token.unknown")
	static class Gone extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}

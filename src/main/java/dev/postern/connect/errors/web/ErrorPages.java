package dev.postern.connect.errors.web;

import java.util.Arrays;
import java.util.List;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.errors.ErrorCatalogue;
import dev.postern.connect.errors.KnownError;
import dev.postern.identity.ForSignedIn;
import dev.postern.identity.Person;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What outputs mean that people paste, and all errors that are known. */
@Controller
@ForSignedIn
class ErrorPages {

	private final ErrorAnswers answers;

	ErrorPages(ErrorAnswers answers) {
		this.answers = answers;
	}

	@GetMapping("/connect/errors")
	ModelAndView known(@RequestParam(required = false) @Nullable String system,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent) {
		return page(terminal(system, userAgent)).addObject("client", texts(KnownError.Side.CLIENT, system, userAgent))
			.addObject("connector", texts(KnownError.Side.CONNECTOR, system, userAgent));
	}

	@PostMapping("/connect/errors")
	ModelAndView read(@RequestParam(defaultValue = "") String text,
			@RequestParam(required = false) @Nullable String system,
			@RequestHeader(name = HttpHeaders.USER_AGENT, defaultValue = "") String userAgent, Person reader) {
		ClientSystem terminal = terminal(system, userAgent);
		try {
			ErrorQuestion question = ErrorQuestion.of(text, system, null, terminal);
			return page(question.terminal()).addObject("answer", this.answers.answer(question, reader));
		}
		catch (InvalidInput ex) {
			ModelAndView page = page(terminal).addObject("problem", ex.problems().getFirst());
			page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
			return page;
		}
	}

	private static ModelAndView page(ClientSystem terminal) {
		return new ModelAndView("connect/errors").addObject("system", terminal.code())
			.addObject("systems", Arrays.stream(ClientSystem.values()).map(ClientSystem::code).toList());
	}

	private List<ErrorLine> texts(KnownError.Side side, @Nullable String system, String userAgent) {
		ClientSystem terminal = terminal(system, userAgent);
		return ErrorCatalogue.of(side)
			.stream()
			.map((known) -> new ErrorLine(known.code(), this.answers.command(known.code(), terminal)))
			.toList();
	}

	private static ClientSystem terminal(@Nullable String system, String userAgent) {
		return ClientSystem.of((system != null) ? system : "").orElseGet(() -> ClientSystem.ofBrowser(userAgent));
	}

	/**
	 * An error that is known.
	 *
	 * @param command what to type; {@code null} for nothing
	 */
	record ErrorLine(String code, @Nullable String command) {
	}

}

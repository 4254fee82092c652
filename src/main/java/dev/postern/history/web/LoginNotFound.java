package dev.postern.history.web;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such login, or it was dropped. */
@ResponseStatus(code = HttpStatus.NOT_FOUND, reason = "history.unknown")
class LoginNotFound extends RuntimeException {

	private static final long serialVersionUID = 1L;

}

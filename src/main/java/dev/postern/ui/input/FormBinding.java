package dev.postern.ui.input;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** How the fields of forms become objects. */
@ControllerAdvice
class FormBinding {

	/** How many rows a list in a form may have, as many as Cloudflare takes in a rule. */
	static final int MAX_ROWS = 1_000;

	@InitBinder
	void allowLongLists(WebDataBinder binder) {
		binder.setAutoGrowCollectionLimit(MAX_ROWS);
	}

}

package dev.postern.ui;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Sends a browser on after a form was done, so that a reload does not do it again. */
public final class SeeOther {

	private SeeOther() {
	}

	public static ModelAndView to(String path) {
		RedirectView view = new RedirectView(path, true, false, false);
		view.setStatusCode(HttpStatus.SEE_OTHER);
		return new ModelAndView(view);
	}

}

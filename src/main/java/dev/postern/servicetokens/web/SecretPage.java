package dev.postern.servicetokens.web;

import dev.postern.kernel.ServerId;
import dev.postern.servicetokens.MachineList;
import dev.postern.servicetokens.Told;
import dev.postern.ui.SeeOther;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Tells a secret, in the one answer that it is in. */
@Component
class SecretPage {

	private final MachineList machines;

	SecretPage(MachineList machines) {
		this.machines = machines;
	}

	/**
	 * Shows the secret, or the page of the service token when it was lost.
	 * @param server the server for which it was wanted; empty for none
	 */
	ModelAndView show(Told told, String server, HttpServletResponse response) {
		return switch (told) {
			case Told.Once once -> {
				response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
				ModelAndView page = new ModelAndView("servicetokens/secret", HttpStatus.CREATED);
				page.addObject("machine", once.machine());
				page.addObject("secret", once.secret());
				page.addObject("server", readable(server));
				page.addObject("rotated", false);
				page.addObject("notExtended", false);
				page.addObject("snippets", Snippets.of(once.machine(), this.machines.known(once.machine()).uses()));
				yield page;
			}
			case Told.Never never -> SeeOther.to("/service-tokens/" + never.machine().id());
		};
	}

	/** Whatever is no server's id leads nowhere. */
	private static String readable(String server) {
		try {
			return server.isEmpty() ? "" : ServerId.of(server).toString();
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

}

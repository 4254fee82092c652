package dev.postern.servicetokens.web;

import dev.postern.kernel.ServerId;
import dev.postern.servicetokens.SecretDelivery;
import dev.postern.servicetokens.TokenList;
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

	private final TokenList tokenList;

	SecretPage(TokenList tokenList) {
		this.tokenList = tokenList;
	}

	/**
	 * Shows the secret, or the page of the service token when it was lost.
	 * @param server the server for which it was wanted; empty for none
	 */
	ModelAndView show(SecretDelivery delivery, String server, HttpServletResponse response) {
		return switch (delivery) {
			case SecretDelivery.Delivered delivered -> {
				response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
				ModelAndView page = new ModelAndView("servicetokens/secret", HttpStatus.CREATED);
				page.addObject("managed", delivered.managed());
				page.addObject("secret", delivered.secret());
				page.addObject("server", readable(server));
				page.addObject("rotated", false);
				page.addObject("notExtended", false);
				page.addObject("snippets",
						ConnectSnippets.of(delivered.managed(), this.tokenList.entry(delivered.managed()).uses()));
				yield page;
			}
			case SecretDelivery.Lost lost -> SeeOther.to("/service-tokens/" + lost.managed().id());
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

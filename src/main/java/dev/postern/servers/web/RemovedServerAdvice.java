package dev.postern.servers.web;

import dev.postern.identity.Person;
import dev.postern.identity.Role;
import dev.postern.servers.ServerNotFound;
import dev.postern.ui.PartialPageRequests;
import dev.postern.ui.SeeOther;
import jakarta.servlet.http.HttpServletRequest;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * Leads from every page and part of a server that was removed meanwhile to the page that
 * says so. Programs and those who may not see that page are told that nothing is there.
 */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RemovedServerAdvice {

	private final RemovedServers removed;

	RemovedServerAdvice(RemovedServers removed) {
		this.removed = removed;
	}

	@ExceptionHandler(ServerNotFound.class)
	Object answer(ServerNotFound thrown, HttpServletRequest request, Person person) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		String page = "/servers/" + thrown.id();
		boolean asked = path.equals(page);
		if (path.startsWith("/api/") || asked || !person.has(Role.ADMIN) || this.removed.find(thrown.id()).isEmpty()) {
			throw thrown;
		}
		return (request.getHeader(PartialPageRequests.HEADER) != null)
				? ResponseEntity.noContent().header("HX-Location", inPlace(request.getContextPath() + page)).build()
				: SeeOther.to(page);
	}

	/** Has htmx show another page in place of the one that is open. */
	private static String inPlace(String page) {
		return JsonNodeFactory.instance.objectNode()
			.put("path", page)
			.put("target", "#content")
			.put("select", "#content")
			.put("swap", "outerHTML")
			.toString();
	}

}

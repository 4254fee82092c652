package dev.postern.ui.dialect;

import java.io.IOException;
import java.util.Optional;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.web.servlet.IServletWebExchange;

import org.springframework.core.NestedExceptionUtils;

/**
 * Puts a panel, which another handler of the portal gives, into the page as it is sent:
 * {@code postern:panel="@{/history/summary}"}. A browser asks for the panel again at the
 * events that {@code hx-trigger} names; where a panel cannot be had now, the browser asks
 * for it once the page is there. An element with {@code hx-swap="outerHTML"} gives way to
 * its panel. Nothing is done where the expression has no value.
 */
class PanelAttribute extends AbstractAttributeTagProcessor {

	private static final Logger log = LoggerFactory.getLogger(PanelAttribute.class);

	private static final int PRECEDENCE = 1600;

	PanelAttribute(String prefix) {
		super(TemplateMode.HTML, prefix, null, false, "panel", true, PRECEDENCE, true);
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName name,
			String expression, IElementTagStructureHandler handler) {
		Object address = StandardExpressions.getExpressionParser(context.getConfiguration())
			.parseExpression(context, expression)
			.execute(context);
		if (address == null) {
			return;
		}
		Optional<String> panel = panel((IServletWebExchange) ((IWebContext) context).getExchange(), address.toString());
		if (panel.isPresent() && "outerHTML".equals(tag.getAttributeValue("hx-swap"))) {
			handler.replaceWith(panel.get(), false);
			return;
		}
		String events = tag.getAttributeValue("hx-trigger");
		panel.ifPresentOrElse((html) -> handler.setBody(html, false),
				() -> handler.setAttribute("hx-trigger", (events != null) ? "load, " + events : "load"));
		if (panel.isEmpty() || events != null) {
			handler.setAttribute("hx-get", address.toString());
		}
	}

	/**
	 * Asks the application and not the request for the dispatcher: that of the request
	 * stores the session before a panel, and reads it anew after it, as if the panel
	 * could send the answer.
	 */
	private static Optional<String> panel(IServletWebExchange exchange, String address) {
		HttpServletRequest request = (HttpServletRequest) exchange.getNativeRequestObject();
		PanelResponse response = new PanelResponse((HttpServletResponse) exchange.getNativeResponseObject());
		RequestDispatcher panel = request.getServletContext()
			.getRequestDispatcher(address.substring(exchange.getRequest().getApplicationPath().length()));
		try {
			panel.include(new PanelRequest(request, address), response);
		}
		catch (ServletException | IOException | RuntimeException ex) {
			log.warn("A panel cannot be had now address={} problem={}", address,
					NestedExceptionUtils.getMostSpecificCause(ex).getClass().getName());
			return Optional.empty();
		}
		return response.html();
	}

}

package dev.postern.ui.dialect;

import java.time.Instant;

import dev.postern.ui.TimeFormat;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Makes {@code <time postern:moment="${server.createdAt}"></time>} a point in time in the
 * reader's zone; a script says which that is, and UTC on hover. Nothing is left of the
 * element where the expression has no value.
 */
class MomentAttribute extends AbstractAttributeTagProcessor {

	private static final int PRECEDENCE = 1500;

	private final TimeFormat format;

	MomentAttribute(String prefix, TimeFormat format) {
		super(TemplateMode.HTML, prefix, "time", false, "moment", true, PRECEDENCE, true);
		this.format = format;
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName name,
			String expression, IElementTagStructureHandler handler) {
		Object moment = StandardExpressions.getExpressionParser(context.getConfiguration())
			.parseExpression(context, expression)
			.execute(context);
		if (moment == null) {
			handler.removeElement();
			return;
		}
		Instant at = (Instant) moment;
		handler.setAttribute("datetime", this.format.iso(at));
		handler.setAttribute("data-moment", "");
		handler.setBody(this.format.shown(at), false);
	}

}

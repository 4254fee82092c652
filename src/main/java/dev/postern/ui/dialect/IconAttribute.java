package dev.postern.ui.dialect;

import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;
import org.unbescape.html.HtmlEscape;

/**
 * Makes {@code <svg postern:icon="server"></svg>} an icon of {@code icons.svg}, which
 * says nothing to a screen reader. The name may be an expression.
 */
class IconAttribute extends AbstractAttributeTagProcessor {

	private static final int PRECEDENCE = 1500;

	private final StaticFiles files;

	IconAttribute(String prefix, StaticFiles files) {
		super(TemplateMode.HTML, prefix, "svg", false, "icon", true, PRECEDENCE, true);
		this.files = files;
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName name, String icon,
			IElementTagStructureHandler handler) {
		handler.setAttribute("class", "icon");
		handler.setAttribute("width", "24");
		handler.setAttribute("height", "24");
		handler.setAttribute("aria-hidden", "true");
		String portal = ((IWebContext) context).getExchange().getRequest().getApplicationPath();
		handler.setBody(
				"<use href=\"" + portal + this.files.at("/icons.svg") + "#" + named(context, icon) + "\"></use>",
				false);
	}

	private static String named(ITemplateContext context, String icon) {
		if (icon.startsWith("${") || icon.startsWith("#{")) {
			return HtmlEscape
				.escapeHtml4Xml(String.valueOf(StandardExpressions.getExpressionParser(context.getConfiguration())
					.parseExpression(context, icon)
					.execute(context)));
		}
		return icon;
	}

}

package dev.postern.ui.dialect;

import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Puts the address of a static file where {@code postern:href="/app.css"} or
 * {@code postern:src="/app.js"} names it.
 */
class StaticFileAttribute extends AbstractAttributeTagProcessor {

	private static final int PRECEDENCE = 1000;

	private final String attribute;

	private final StaticFiles files;

	StaticFileAttribute(String prefix, String attribute, StaticFiles files) {
		super(TemplateMode.HTML, prefix, null, false, attribute, true, PRECEDENCE, true);
		this.attribute = attribute;
		this.files = files;
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName name, String path,
			IElementTagStructureHandler handler) {
		String portal = ((IWebContext) context).getExchange().getRequest().getApplicationPath();
		handler.setAttribute(this.attribute, portal + this.files.at(path));
	}

}

package dev.postern.ui.dialect;

import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AttributeName;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.processor.element.AbstractAttributeTagProcessor;
import org.thymeleaf.processor.element.IElementTagStructureHandler;
import org.thymeleaf.standard.expression.StandardExpressions;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Puts a template into the page, and puts it there again without making it anew while it
 * is about the same:
 * {@code <th:block th:each="row : ${rows}" postern:remembered="servers/row" postern:of=
 * "${ {row, words.of(row)} }"></th:block>}. What the template shows follows from the
 * value of {@code postern:of} alone, which has {@code equals}; so no forms, whose tokens
 * belong to a session, and nothing that roles or the address decide.
 */
class RememberedAttribute extends AbstractAttributeTagProcessor {

	private static final int PRECEDENCE = 1600;

	private final String of;

	private final RememberedPieces pieces;

	RememberedAttribute(String prefix, RememberedPieces pieces) {
		super(TemplateMode.HTML, prefix, null, false, "remembered", true, PRECEDENCE, true);
		this.of = prefix + ":of";
		this.pieces = pieces;
	}

	@Override
	protected void doProcess(ITemplateContext context, IProcessableElementTag tag, AttributeName name, String template,
			IElementTagStructureHandler handler) {
		String expression = tag.getAttributeValue(this.of);
		if (expression == null) {
			throw new TemplateProcessingException("%s does not say what it is of".formatted(template));
		}
		Object subject = StandardExpressions.getExpressionParser(context.getConfiguration())
			.parseExpression(context, expression)
			.execute(context);
		handler.replaceWith(this.pieces.html(context, template, subject), false);
	}

}

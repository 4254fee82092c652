package dev.postern.ui.dialect;

import java.util.Set;

import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

import org.springframework.stereotype.Component;

/** Has {@link VisibleTextHandler} look over every page. */
@Component
class VisibleTextDialect implements IPostProcessorDialect {

	private static final int PRECEDENCE = 1000;

	@Override
	public String getName() {
		return "Visible text";
	}

	@Override
	public int getDialectPostProcessorPrecedence() {
		return PRECEDENCE;
	}

	@Override
	public Set<IPostProcessor> getPostProcessors() {
		return Set.of(new PostProcessor(TemplateMode.HTML, VisibleTextHandler.class, PRECEDENCE));
	}

}

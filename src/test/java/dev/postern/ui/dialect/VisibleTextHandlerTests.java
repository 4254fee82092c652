package dev.postern.ui.dialect;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.StringTemplateResolver;

import static org.assertj.core.api.Assertions.assertThat;

class VisibleTextHandlerTests {

	private static final String TURNED = "nimda\u202E";

	private final SpringTemplateEngine engine = new SpringTemplateEngine();

	VisibleTextHandlerTests() {
		this.engine.setTemplateResolver(new StringTemplateResolver());
		this.engine.addDialect(new VisibleTextDialect());
	}

	@Test
	void charactersThatAreNotSeenAreShownAsEscapes() {
		assertThat(page("<p th:title=\"${text}\">\n\t<b th:text=\"${text}\">x</b> [[${text}]]</p>"))
			.isEqualTo("<p title=\"nimda\\u{202E}\">\n\t<b>nimda\\u{202E}</b> nimda\\u{202E}</p>");
	}

	@Test
	void whatPeopleEditStaysAsItIs() {
		assertThat(page(
				"<textarea th:text=\"${text}\">x</textarea><input th:value=\"${text}\"/><i th:text=\"${text}\"></i>"))
			.isEqualTo("<textarea>" + TURNED + "</textarea><input value=\"" + TURNED + "\"/><i>nimda\\u{202E}</i>");
	}

	private String page(String template) {
		return this.engine.process(template, new Context(null, Map.of("text", TURNED)));
	}

}

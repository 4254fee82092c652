package dev.postern.ui.dialect;

import dev.postern.ui.TimeFormat;
import org.thymeleaf.context.ITemplateContext;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Has each piece that is put in again made anew, too: a page fails where the two differ,
 * since the piece then shows what it does not say that it is of.
 */
@TestConfiguration(proxyBeanMethods = false)
public class CheckedPiecesConfiguration {

	@Bean
	@Primary
	RememberedPieces checkedPieces(TimeFormat times) {
		return new RememberedPieces(times) {
			@Override
			String again(String known, ITemplateContext context, String template) {
				String anew = make(context, template);
				if (!anew.equals(known)) {
					throw new IllegalStateException(
							"%s shows what it is not of: remembered %s, now %s".formatted(template, known, anew));
				}
				return super.again(known, context, template);
			}
		};
	}

}

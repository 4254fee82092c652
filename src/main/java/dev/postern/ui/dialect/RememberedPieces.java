package dev.postern.ui.dialect;

import java.io.StringWriter;
import java.time.ZoneId;
import java.util.Locale;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postern.ui.TimeFormat;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.context.IWebContext;
import org.thymeleaf.engine.TemplateManager;
import org.thymeleaf.templatemode.TemplateMode;

import org.springframework.stereotype.Component;

/** Pieces of pages as they were last made, as many as are worth it. */
@Component
class RememberedPieces {

	private static final int MOST_CHARACTERS = 8_000_000;

	private final Cache<Piece, String> made = Caffeine.newBuilder()
		.maximumWeight(MOST_CHARACTERS)
		.weigher((Piece piece, String html) -> html.length())
		.build();

	private final TimeFormat times;

	RememberedPieces(TimeFormat times) {
		this.times = times;
	}

	String html(ITemplateContext context, String template, @Nullable Object of) {
		Piece piece = new Piece(template, of, context.getLocale(), this.times.zone(),
				((IWebContext) context).getExchange().getRequest().getApplicationPath());
		String known = this.made.getIfPresent(piece);
		if (known != null) {
			return again(known, context, template);
		}
		String html = make(context, template);
		this.made.put(piece, html);
		return html;
	}

	/** What is put in again; a test makes it anew and compares. */
	String again(String known, ITemplateContext context, String template) {
		return known;
	}

	static String make(ITemplateContext context, String template) {
		TemplateManager templates = context.getConfiguration().getTemplateManager();
		StringWriter html = new StringWriter();
		templates.process(templates.parseStandalone(context, template, null, TemplateMode.HTML, true, true), context,
				html);
		return html.toString();
	}

	/**
	 * @param zone in which times are told
	 * @param path of the application, with which links begin: behind a proxy it differs
	 * from reader to reader
	 */
	private record Piece(String template, @Nullable Object of, Locale locale, ZoneId zone, String path) {

	}

}

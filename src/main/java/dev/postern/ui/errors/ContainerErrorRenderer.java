package dev.postern.ui.errors;

import java.util.Locale;

import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Renders an error of the servlet container as a page or as JSON. It relies on nothing of
 * the request, not even on who is signed in.
 */
@Component
class ContainerErrorRenderer {

	private final MessageSource messages;

	ContainerErrorRenderer(MessageSource messages) {
		this.messages = messages;
	}

	String page(RequestError requestError, String contextPath) {
		String title = text(requestError, "title");
		return """
				<!DOCTYPE html>
				<html lang="en">
				<head>
				  <meta charset="utf-8">
				  <meta name="viewport" content="width=device-width, initial-scale=1">
				  <meta name="color-scheme" content="light dark">
				  <title>%2$s</title>
				  <link rel="icon" type="image/svg+xml" href="%1$s/logo.svg">
				  <link rel="stylesheet" href="%1$s/webjars/tabler__core/dist/css/tabler.min.css">
				  <link rel="stylesheet" href="%1$s/app.css">
				</head>
				<body>
				<main class="container-tight py-5">
				  <section class="problem problem-page">
				    <div>
				      <h1>%3$s</h1>
				      <p class="problem-what">%4$s</p>
				      <p>%5$s</p>
				      <p>%6$s</p>
				      <p><a class="btn btn-primary" href="%1$s/">%7$s</a></p>
				    </div>
				  </section>
				</main>
				</body>
				</html>
				""".formatted(HtmlUtils.htmlEscape(contextPath), shown(said("ui.title", title)), shown(title),
				shown(text(requestError, "what")), shown(text(requestError, "means")),
				shown(text(requestError, "todo")), shown(said("ui.error.home")));
	}

	/** The address is left out: it may be no address at all. */
	String json(RequestError requestError) {
		return JsonNodeFactory.instance.objectNode()
			.put("title", text(requestError, "title"))
			.put("status", requestError.status().value())
			.put("detail", text(requestError, "what"))
			.toString();
	}

	private String text(RequestError requestError, String part) {
		return said("ui.error.%s.%s".formatted(requestError.code(), part));
	}

	private String said(String code, Object... args) {
		return this.messages.getMessage(code, args, Locale.ENGLISH);
	}

	private static String shown(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}

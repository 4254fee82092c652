package dev.postern.fake.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.postern.fake.api.Call;
import dev.postern.fake.api.Response;
import dev.postern.fake.edge.ConnectionResult;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** What the fake shows to people and to the ssh stand-in, beside the API. */
public final class HtmlPages {

	private static final String TEXT = "text/plain; charset=UTF-8";

	private final StateView view;

	private final ITemplateEngine templates = templates();

	public HtmlPages(StateView view) {
		this.view = view;
	}

	Response answer(Call call) {
		return switch (call.path()) {
			case "/" -> page(call);
			case "/state.json" -> Response.raw(200, this.view.json());
			case "/fake.css" -> Response.text(200, "text/css; charset=UTF-8", resource("fake.css"));
			case "/edge" -> edge(call);
			default -> Response.text(404, TEXT, "There is nothing here.\n");
		};
	}

	private Response page(Call call) {
		Context context = new Context(Locale.ENGLISH, this.view.map());
		boolean live = call.query().containsKey("live");
		context.setVariable("live", live);
		Response page = Response.text(200, "text/html; charset=UTF-8", this.templates.process("state", context))
			.withHeaders(Map.of("Content-Security-Policy", "default-src 'none'; style-src 'self'", "Cache-Control",
					"no-store"));
		return live ? page.withHeaders(Map.of("Refresh", "3")) : page;
	}

	/** One line for scripts: the service, or why nobody gets there. */
	private Response edge(Call call) {
		ConnectionResult result = this.view.connectionResult(call.parameter("hostname").orElse(""),
				call.parameter("email").orElse(""));
		int status = result.letsIn() ? 200 : (result.kind() == ConnectionResult.Kind.REFUSED) ? 403 : 404;
		return Response.text(status, TEXT, ((result.service() != null) ? result.service() : result.reason()) + "\n");
	}

	private static ITemplateEngine templates() {
		ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(HtmlPages.class.getClassLoader());
		resolver.setPrefix("dev/postern/fake/server/");
		resolver.setSuffix(".html");
		resolver.setTemplateMode(TemplateMode.HTML);
		resolver.setCharacterEncoding("UTF-8");
		SpringTemplateEngine engine = new SpringTemplateEngine();
		engine.setTemplateResolver(resolver);
		return engine;
	}

	private static String resource(String name) {
		try (InputStream in = Objects.requireNonNull(HtmlPages.class.getResourceAsStream(name), name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

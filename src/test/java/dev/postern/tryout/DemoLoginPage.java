package dev.postern.tryout;

import java.util.stream.Collectors;

import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/**
 * The page on which the demo identity provider asks who is there; it tells the passwords
 * itself.
 */
class DemoLoginPage {

	static final String PATH = "/sign-in";

	private final DemoPeople people;

	DemoLoginPage(DemoPeople people) {
		this.people = people;
	}

	RouterFunction<ServerResponse> route() {
		return RouterFunctions.route(RequestPredicates.GET(PATH),
				(request) -> ServerResponse.ok()
					.contentType(MediaType.TEXT_HTML)
					.body(page((CsrfToken) request.attribute(CsrfToken.class.getName()).orElseThrow())));
	}

	private String page(CsrfToken token) {
		String csrf = "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(token.getParameterName(),
				token.getToken());
		String rows = this.people.all().stream().map((person) -> row(person, csrf)).collect(Collectors.joining());
		return """
				<!doctype html>
				<html lang="en"><head><meta charset="utf-8"><title>Demo identity provider</title>
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<style>
				:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
				body { max-width: 48rem; margin: 3rem auto; padding: 0 1rem; }
				table { border-collapse: collapse; width: 100%%; }
				td, th { padding: .5rem; text-align: left; border-bottom: 1px solid #8885; }
				input, button { font: inherit; padding: .3rem .6rem; max-width: 100%%; box-sizing: border-box; }
				@media (max-width: 48rem) {
				thead { display: none; }
				tr { display: block; padding: .75rem 0; border-bottom: 1px solid #8885; }
				td { display: block; padding: .15rem 0; border: 0; overflow-wrap: anywhere; }
				label { display: block; margin-bottom: .75rem; }
				label input { display: block; width: 100%%; }
				}
				</style></head><body><main>
				<h1>Demo identity provider</h1>
				<p>It stands for your company's single sign-on while you try Postern out. Anybody may enter, it guards nothing real.</p>
				<table><thead><tr><th>Person</th><th>E-mail</th><th>Password</th><th></th></tr></thead><tbody>%1$s</tbody></table>
				<h2>Or by hand</h2>
				<form method="post">%2$s
				<p><label>E-mail <input name="username" autocomplete="username"></label>
				<label>Password <input name="password" type="password" autocomplete="current-password"></label>
				<button>Sign in</button></p></form>
				</main></body></html>
				"""
			.formatted(rows, csrf);
	}

	private static String row(DemoPerson person, String csrf) {
		return """
				<tr><td>%1$s</td><td>%2$s</td><td><code>%3$s</code></td>
				<td><form method="post">%4$s<input type="hidden" name="username" value="%2$s">
				<input type="hidden" name="password" value="%3$s"><button>Sign in as %2$s</button></form></td></tr>
				""".formatted(HtmlUtils.htmlEscape(person.name()), HtmlUtils.htmlEscape(person.email()),
				DemoPerson.PASSWORD, csrf);
	}

}

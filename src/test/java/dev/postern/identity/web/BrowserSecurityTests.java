package dev.postern.identity.web;

import java.net.http.HttpResponse;
import java.util.List;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class BrowserSecurityTests {

	private final Portal portal;

	@Autowired
	BrowserSecurityTests(Portal portal) {
		this.portal = portal;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/login", "/", "/people", "/tokens", "/nowhere" })
	void pageLetsABrowserRunOnlyWhatPosternServes(String path) {
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).get(path);

		String policy = header(page, "Content-Security-Policy");
		assertThat(policy.split("; ")).contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
				"object-src 'none'", "form-action 'self' " + DemoIdentityProvider.shared().issuer());
		assertThat(policy).doesNotContain("unsafe", "*");
		assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
		assertThat(header(page, "Permissions-Policy")).contains("camera=()");
		assertThat(header(page, "X-Request-Id")).matches("[0-9a-f-]{36}");
		assertThat(header(page, "Cache-Control")).contains("no-store");
		assertThat(page.body()).doesNotContain("style=\"")
			.doesNotContain("javascript:")
			.doesNotContainPattern(" on[a-z]+=");
	}

	@Test
	void browserBehindHttpsIsToldToStayThere() {
		HttpResponse<String> page = this.portal.anonymous().get("/login", "X-Forwarded-Proto", "https");

		assertThat(header(page, "Strict-Transport-Security")).contains("max-age=31536000");
	}

	@Test
	void sessionCookieIsOutOfReachOfScriptsAndOtherSites() {
		HttpResponse<String> answer = this.portal.anonymous().get("/oauth2/authorization/demo");

		List<String> cookies = answer.headers().allValues("Set-Cookie");
		assertThat(cookies).singleElement()
			.satisfies((cookie) -> assertThat(cookie).startsWith("POSTERN_SESSION=")
				.contains("HttpOnly", "SameSite=Lax", "Path=/")
				.doesNotContain("Domain"));
	}

	@Test
	void signInPageAndFilesNeedNoSession() {
		Browser browser = this.portal.anonymous();

		assertThat(List.of("/login", "/app.css", "/app.js", "/logo.svg", "/icons.svg",
				"/webjars/htmx.org/dist/htmx.min.js", "/webjars/tabler__core/dist/css/tabler.min.css"))
			.allSatisfy((path) -> assertThat(browser.get(path).statusCode()).as(path).isEqualTo(200));
		assertThat(browser.cookies()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/env", "/actuator/heapdump", "/actuator/beans", "/actuator",
			"/actuator/prometheus", "/actuator/health", "/actuator/info" })
	void innardsAreNotShown(String path) {
		assertThat(this.portal.as(DemoPerson.ADMIN).get(path).statusCode()).as(path).isIn(403, 404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/livez", "/readyz" })
	void healthIsForAnybodyAndTellsNoDetails(String path) {
		HttpResponse<String> health = this.portal.anonymous().get(path, "Accept", "application/json");

		assertThat(health.statusCode()).isEqualTo(200);
		assertThat(health.body()).contains("UP").doesNotContain("components").doesNotContain("postgres");
	}

	@Test
	void sessionOfABrowserOpensNoApi() {
		HttpResponse<String> answer = this.portal.as(DemoPerson.ADMIN).get("/api/v1/tunnels");

		assertThat(answer.statusCode()).isEqualTo(401);
	}

	private static String header(HttpResponse<String> page, String name) {
		return page.headers().firstValue(name).orElse("");
	}

}

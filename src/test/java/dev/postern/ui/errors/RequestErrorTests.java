package dev.postern.ui.errors;

import java.net.http.HttpResponse;
import java.util.Map;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.PlantedEndpoints;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class RequestErrorTests {

	private final Portal portal;

	private final PlantedEndpoints planted;

	private Browser browser;

	private Browser program;

	@Autowired
	RequestErrorTests(Portal portal, @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
		this.portal = portal;
		this.planted = new PlantedEndpoints(mappings, new FailingController());
		this.browser = portal.anonymous();
		this.program = portal.anonymous();
	}

	@AfterEach
	void clear() {
		this.planted.close();
	}

	@BeforeEach
	void signIn() {
		this.browser = this.portal.as(DemoPerson.DEVELOPER);
		this.program = this.portal.api(DemoPerson.DEVELOPER);
	}

	@ParameterizedTest
	@CsvSource({ "/nowhere, 404", "/people, 403", "/planted/gone, 404", "/planted/stale, 409", "/planted/invalid, 422",
			"/planted/many, 429", "/planted/fault, 500", "/planted/half-a-page, 500", "/planted/database, 503",
			"/planted/unreadable, 503", "/people/nonsense/lock, 403", "/tokens/nonsense/revoke, 400" })
	void pageSaysWhatHappenedWhatItMeansAndWhatToDoI15(String path, int status) {
		HttpResponse<String> page = this.browser.get(path);

		assertThat(page.statusCode()).isEqualTo(status);
		assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
		String request = page.headers().firstValue("X-Request-Id").orElseThrow();
		assertThat(page.body()).contains("Request " + request, "class=\"problem-what\"", "href=\"/\"", "Devi Developer")
			.doesNotContain("Exception", "dev.postern", "at java.", FailingController.HUSH, "first half")
			.doesNotContainPattern("\\?\\?|\\$\\{|#\\{");
		assertThat(page.body().split("<p", -1)).hasSizeGreaterThanOrEqualTo(6);
	}

	@Test
	void refusalSaysWhetherTheRoleIsMissingOrTheFormIsOld_I15() {
		HttpResponse<String> role = this.browser.get("/people");
		HttpResponse<String> form = this.browser.post("/tokens", Map.of("_csrf", "of another session"));

		assertThat(role.body()).contains("Your roles do not include this page or action.")
			.doesNotContain("Reload the page and try again, or", "out of date");
		assertThat(form.statusCode()).isEqualTo(403);
		assertThat(form.body()).contains("The form is out of date", "reload the page").doesNotContain("Your roles");
	}

	@Test
	void formForAnotherKindOfRequestIsToldSo() {
		HttpResponse<String> page = this.browser.postFrom("/tokens", "/planted/fault", Map.of());

		assertThat(page.statusCode()).isEqualTo(405);
		assertThat(page.body()).contains("not for this kind of request");
	}

	@Test
	void pageNamesTheFieldsAndShowsValuesAsTextI15() {
		String page = this.browser.get("/planted/invalid").body();

		assertThat(page)
			.contains("policies[0].include[2]", "&lt;b&gt;me&lt;/b&gt;", "at most 80 characters",
					"Give the token a name")
			.doesNotContain("<b>me</b>");
	}

	@Test
	void reasonOfAnExceptionIsTheFirstSentence() {
		assertThat(this.browser.get("/planted/gone").body()).contains("You have no such token.");
	}

	@Test
	void panelGetsThePartAndNotAWholePage() {
		String part = this.browser.get("/planted/invalid", "HX-Request", "true").body();

		assertThat(part).contains("policies[0].include[2]").doesNotContain("<html", "<nav", "<title");
	}

	@ParameterizedTest
	@CsvSource({ "/api/nowhere, 404", "/api/planted/gone, 404", "/api/planted/stale, 409", "/api/planted/many, 429",
			"/api/planted/fault, 500", "/api/planted/database, 503", "/api/planted/unreadable, 503",
			"/api/v1/servers, 403" })
	void programGetsAProblemDocument(String path, int status) {
		HttpResponse<String> answer = this.program.get(path);

		assertThat(answer.statusCode()).isEqualTo(status);
		JsonNode problem = problem(answer);
		assertThat(problem.path("status").asInt()).isEqualTo(status);
		assertThat(problem.path("title").asString()).isNotBlank();
		assertThat(problem.path("detail").asString()).isNotBlank();
		assertThat(problem.path("instance").asString()).isEqualTo(path);
		assertThat(problem.path("request").asString())
			.isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
		assertThat(answer.body()).doesNotContain("Exception", "dev.postern", FailingController.HUSH);
	}

	@Test
	void programGetsEachFieldWithItsValueAndWhatWouldBeRightI15() {
		JsonNode errors = problem(this.program.get("/api/planted/invalid")).path("errors");

		assertThat(errors.size()).isEqualTo(2);
		assertThat(errors.path(0).path("field").asString()).isEqualTo("policies[0].include[2]");
		assertThat(errors.path(0).path("value").asString()).isEqualTo("<b>me</b>");
		assertThat(errors.path(0).path("message").asString()).contains("at most 80 characters");
	}

	@ParameterizedTest
	@CsvSource({ "'{', 400", "'{\"number\": \"three\"}', 400", "'', 400" })
	void bodyThatIsNoJsonIsToldSoI15(String body, int status) {
		HttpResponse<String> answer = this.program.json("POST", "/api/planted", body);

		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(problem(answer).path("detail").asString()).isNotBlank();
	}

	@Test
	void programThatShowsNothingIsToldHowToSignInI15() {
		HttpResponse<String> answer = this.portal.anonymous().get("/api/planted/fault");

		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"Postern\"");
		assertThat(problem(answer).path("title").asString()).isEqualTo("Sign in first");
	}

	private static JsonNode problem(HttpResponse<String> answer) {
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		return JsonMapper.shared().readTree(answer.body());
	}

}

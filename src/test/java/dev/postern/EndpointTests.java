package dev.postern;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.postern.identity.Audience;
import dev.postern.identity.EndpointAudience;
import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.identity.Role;
import dev.postern.kernel.EmailAddress;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.PlantedEndpoints;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.webmvc.actuate.endpoint.web.AbstractWebMvcEndpointHandlerMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may use which endpoint, over all endpoints that there are. */
@PosternTest
class EndpointTests {

	private static final String PLANTED = "/planted-without-a-word";

	private static final String ERROR_PAGE = "/error";

	private final RequestMappingHandlerMapping mappings;

	private final PlantedEndpoints planted;

	private final List<AbstractWebMvcEndpointHandlerMapping> managed;

	private final Portal portal;

	private final Map<Caller, Browser> pages = new EnumMap<>(Caller.class);

	private final Map<Caller, Browser> api = new EnumMap<>(Caller.class);

	private final Map<Caller, String> csrf = new EnumMap<>(Caller.class);

	@Autowired
	EndpointTests(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings,
			List<AbstractWebMvcEndpointHandlerMapping> managed, Portal portal) {
		this.mappings = mappings;
		this.planted = new PlantedEndpoints(mappings, new PlantedController());
		this.managed = managed;
		this.portal = portal;
	}

	@AfterEach
	void clear() {
		this.planted.close();
	}

	@BeforeEach
	void signIn() {
		for (Caller caller : Caller.values()) {
			DemoPerson person = caller.person;
			this.pages.put(caller, (person != null) ? this.portal.as(person) : this.portal.anonymous());
			this.api.put(caller, (person != null) ? this.portal.api(person) : this.portal.anonymous());
			if (person != null) {
				this.csrf.put(caller, Browser.csrf(this.pages(caller).get("/tokens")).orElseThrow());
			}
		}
	}

	@Test
	void eachEndpointNamesWhoMayUseItI11() {
		List<String> silent = this.mappings.getHandlerMethods()
			.entrySet()
			.stream()
			.filter((mapping) -> EndpointAudience.of(mapping.getValue()).isEmpty())
			.map((mapping) -> mapping.getKey().toString())
			.toList();

		assertThat(silent).as("endpoints without @ForAdmins, @ForAuditors, @ForSignedIn or @ForPublic")
			.containsExactly("{GET [%s]}".formatted(PLANTED));
	}

	@Test
	void endpointThatNamesNobodyIsForNobodyI11() {
		assertThat(this.pages(Caller.NOBODY).get(PLANTED)).satisfies(EndpointTests::leadsToSignIn);
		for (Caller caller : List.of(Caller.DEVELOPER, Caller.AUDITOR, Caller.ADMIN)) {
			assertThat(this.pages(caller).get(PLANTED).statusCode()).as(caller.name()).isEqualTo(403);
		}
	}

	@Test
	void eachEndpointAnswersThoseItNamesAndNobodyElseI11() {
		List<Endpoint> endpoints = endpoints();
		List<String> wrong = new ArrayList<>();
		for (Endpoint endpoint : endpoints) {
			for (Caller caller : Caller.values()) {
				HttpResponse<String> answer = call(endpoint, caller);
				if (!fits(endpoint, caller, answer)) {
					wrong.add("%s %s (%s) answers %d to %s".formatted(endpoint.method(), endpoint.path(),
							endpoint.audience(), answer.statusCode(), caller));
				}
			}
		}

		assertThat(endpoints).hasSizeGreaterThan(10);
		assertThat(wrong).isEmpty();
	}

	@Test
	void ofManagementOnlyProbesAreOnThePublicPortI11() {
		List<String> paths = this.managed.stream()
			.flatMap((managed) -> managed.getHandlerMethods().keySet().stream())
			.flatMap((mapping) -> mapping.getPatternValues().stream())
			.toList();

		assertThat(paths).containsExactlyInAnyOrder("/livez", "/readyz");
	}

	@Test
	void writeWithoutCsrfTokenIsRefused() {
		List<Endpoint> writes = endpoints().stream()
			.filter((endpoint) -> !endpoint.api() && endpoint.method() != RequestMethod.GET)
			.toList();

		assertThat(writes).isNotEmpty()
			.allSatisfy((endpoint) -> assertThat(
					this.pages(Caller.ADMIN).post(endpoint.path(), Map.of("any", "thing")).statusCode())
				.as(endpoint.path())
				.isEqualTo(403));
	}

	private boolean fits(Endpoint endpoint, Caller caller, HttpResponse<String> answer) {
		int status = answer.statusCode();
		if (endpoint.audience().admits(caller.asPerson())) {
			return status != 401 && status != 403 && status < 500 && !location(answer).endsWith("/login");
		}
		if (caller.person != null) {
			return status == 403;
		}
		return endpoint.api() ? status == 401 : (status == 302 && location(answer).endsWith("/login"));
	}

	private static void leadsToSignIn(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isEqualTo(302);
		assertThat(location(answer)).endsWith("/login");
	}

	private static String location(HttpResponse<String> answer) {
		return answer.headers().firstValue("Location").orElse("");
	}

	private HttpResponse<String> call(Endpoint endpoint, Caller caller) {
		if (endpoint.api()) {
			Browser browser = this.api.getOrDefault(caller, this.portal.anonymous());
			return (endpoint.method() == RequestMethod.GET) ? browser.get(endpoint.path())
					: browser.json(endpoint.method().name(), endpoint.path(), "{}");
		}
		if (endpoint.method() == RequestMethod.GET) {
			return this.pages(caller).get(endpoint.path());
		}
		Browser browser = this.pages(caller);
		String token = this.csrf.get(caller);
		// Nobody's form carries the token of nobody's session, as a page for anybody
		// would.
		return browser.post(endpoint.path(), Map.of("_csrf", (token != null) ? token : ""));
	}

	private Browser pages(Caller caller) {
		return this.pages.getOrDefault(caller, this.portal.anonymous());
	}

	private List<Endpoint> endpoints() {
		return this.mappings.getHandlerMethods()
			.entrySet()
			.stream()
			.flatMap((mapping) -> endpoints(mapping.getKey(), mapping.getValue()).stream())
			.toList();
	}

	private static List<Endpoint> endpoints(RequestMappingInfo info, HandlerMethod handler) {
		Optional<Audience> audience = EndpointAudience.of(handler);
		Set<RequestMethod> said = info.getMethodsCondition().getMethods();
		Set<RequestMethod> methods = said.isEmpty() ? Set.of(RequestMethod.GET) : said;
		return info.getPatternValues()
			.stream()
			.filter((pattern) -> audience.isPresent() && !pattern.equals(ERROR_PAGE))
			.flatMap((pattern) -> methods.stream()
				.map((method) -> new Endpoint(method, filled(pattern), audience.orElseThrow())))
			.toList();
	}

	private static String filled(String pattern) {
		return pattern.replaceAll("\\{[^}]*}", "00000000-0000-4000-8000-000000000000").replace("/**", "/x");
	}

	/** Somebody who knocks at every door. */
	@SuppressWarnings("ImmutableEnumChecker")
	private enum Caller {

		NOBODY(null, null), DEVELOPER(DemoPerson.DEVELOPER, Role.DEVELOPER), AUDITOR(DemoPerson.AUDITOR, Role.AUDITOR),
		ADMIN(DemoPerson.ADMIN, Role.ADMIN);

		private final @Nullable DemoPerson person;

		private final @Nullable Role role;

		Caller(@Nullable DemoPerson person, @Nullable Role role) {
			this.person = person;
			this.role = role;
		}

		Optional<Person> asPerson() {
			if (this.person == null || this.role == null) {
				return Optional.empty();
			}
			return Optional.of(new Person(PersonId.of("00000000-0000-4000-8000-000000000000"),
					EmailAddress.of(this.person.email()), this.person.name(), Set.of(this.role), Set.of(), false));
		}

	}

	private record Endpoint(RequestMethod method, String path, Audience audience) {

		boolean api() {
			return this.path.startsWith("/api/");
		}

	}

	@RestController
	static class PlantedController {

		@GetMapping(PLANTED)
		String planted() {
			return "nobody should read this";
		}

	}

}

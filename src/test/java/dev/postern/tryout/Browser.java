package dev.postern.tryout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.postern.waiting.Patience;

/**
 * A browser without a screen: keeps cookies, follows redirects, reads the CSRF token from
 * pages.
 */
public final class Browser {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*(?:value|content)=\"([^\"]+)\"");

	private static final Pattern TOKEN = Pattern.compile("pst_[A-Za-z0-9_-]{43}");

	private final CookieManager cookies;

	private final HttpClient following;

	private final HttpClient staying;

	private final URI home;

	private final Map<String, String> headers;

	/** Opens a browser that has no cookies yet. */
	public Browser(URI home) {
		this(home, Map.of("Accept", "text/html"), new CookieManager(null, CookiePolicy.ACCEPT_ALL));
	}

	private Browser(URI home, Map<String, String> headers, CookieManager cookies) {
		this.home = home;
		this.headers = headers;
		this.cookies = cookies;
		this.following = client(cookies, HttpClient.Redirect.NORMAL);
		this.staying = client(cookies, HttpClient.Redirect.NEVER);
	}

	/** The same browser with the same cookies, at another address. */
	public Browser at(URI address) {
		return new Browser(address, this.headers, this.cookies);
	}

	/** The same browser, at a client's address that a proxy tells. */
	public Browser from(String address) {
		Map<String, String> all = new HashMap<>(this.headers);
		all.put("X-Forwarded-For", address);
		return new Browser(this.home, all, this.cookies);
	}

	/** Opens a browser in which somebody signs in by the identity provider. */
	public static Browser signedIn(URI portal, DemoPerson person) {
		Browser browser = new Browser(portal);
		browser.signIn(person);
		return browser;
	}

	/**
	 * Calls the API with a bearer token, without cookies.
	 */
	public static Browser bearing(URI portal, String token) {
		return new Browser(portal, Map.of("Accept", "application/json", "Authorization", "Bearer " + token),
				new CookieManager(null, CookiePolicy.ACCEPT_NONE));
	}

	private static HttpClient client(CookieManager cookies, HttpClient.Redirect redirect) {
		return HttpClient.newBuilder()
			.cookieHandler(cookies)
			.followRedirects(redirect)
			.connectTimeout(Patience.LIMIT)
			.build();
	}

	/** The whole way over the identity provider; ends where the person wanted to go. */
	public HttpResponse<String> signIn(DemoPerson person) {
		return signIn(person, "/oauth2/authorization/demo");
	}

	/** Signs in beginning at an address of the portal that leads to the provider. */
	public HttpResponse<String> signIn(DemoPerson person, String start) {
		HttpResponse<String> page = follow(start);
		if (!page.uri().getPath().equals(DemoLoginPage.PATH)) {
			return page;
		}
		return send(this.following, form(page.uri(), Map.of("username", person.email(), "password", DemoPerson.PASSWORD,
				"_csrf", csrf(page).orElseThrow())));
	}

	/** Gets a page and stays there, even if it is a redirect. */
	public HttpResponse<String> get(String path, String... headers) {
		return send(this.staying, request(path, headers).GET().build());
	}

	/** Gets a page and goes where redirects lead. */
	public HttpResponse<String> follow(String path) {
		return send(this.following, request(path).GET().build());
	}

	/** Sends a form without a CSRF token of its own. */
	public HttpResponse<String> post(String path, Map<String, String> fields) {
		return send(this.staying, form(this.home.resolve(path), fields));
	}

	/**
	 * Opens a page and sends a form to an address with the CSRF token found on the page.
	 */
	public HttpResponse<String> postFrom(String page, String path, Map<String, String> fields) {
		Map<String, String> all = new HashMap<>(fields);
		all.put("_csrf", csrf(get(page)).orElseThrow(() -> new IllegalStateException("no CSRF token on " + page)));
		return post(path, all);
	}

	/** Makes a personal token on its page, and tells its text. */
	public String createToken(String name, String scope) {
		HttpResponse<String> page = postFrom("/tokens", "/tokens", Map.of("name", name, "scope", scope, "days", "30"));
		Matcher token = TOKEN.matcher(page.body());
		if (!token.find()) {
			throw new IllegalStateException("no token on the page: " + page.body());
		}
		return token.group();
	}

	/** Sends JSON. */
	public HttpResponse<String> json(String method, String path, String body, String... headers) {
		return send(this.staying,
				request(path, headers).header("Content-Type", "application/json")
					.method(method, BodyPublishers.ofString(body))
					.build());
	}

	/** Any request with this browser's cookies and headers. */
	public HttpResponse<String> send(String method, String path, String... headers) {
		return send(this.staying, request(path, headers).method(method, BodyPublishers.noBody()).build());
	}

	public Optional<HttpCookie> cookie(String name) {
		return cookies().stream().filter((cookie) -> cookie.getName().equals(name)).findFirst();
	}

	public List<HttpCookie> cookies() {
		return this.cookies.getCookieStore().getCookies();
	}

	/** The CSRF token on a page. */
	public static Optional<String> csrf(HttpResponse<String> page) {
		Matcher matcher = CSRF.matcher(page.body());
		return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
	}

	private HttpRequest form(URI target, Map<String, String> fields) {
		String body = fields.entrySet()
			.stream()
			.map((field) -> encode(field.getKey()) + "=" + encode(field.getValue()))
			.collect(Collectors.joining("&"));
		HttpRequest.Builder builder = HttpRequest.newBuilder(target);
		this.headers.forEach(builder::header);
		return builder.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(body))
			.build();
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	private HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder builder = HttpRequest.newBuilder(this.home.resolve(path)).timeout(Patience.LIMIT);
		this.headers.forEach(builder::header);
		for (int i = 0; i < headers.length; i += 2) {
			builder.setHeader(headers[i], headers[i + 1]);
		}
		return builder;
	}

	private static HttpResponse<String> send(HttpClient client, HttpRequest request) {
		try {
			return client.send(request, BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while waiting for " + request.uri(), ex);
		}
	}

}

package dev.postern.connect.web;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoIdentityProvider;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** An address with every character that one may have, wherever addresses go. */
@CompanyTest
class UnusualAddressTests {

	private static final String LOCAL = "=o'b/r%i{0}&e`n+#?$|^~!*-_.${x}";

	private static final EmailAddress ADDRESS = EmailAddress.of(LOCAL + "@m\u00fcller.example");

	private static final DemoPerson PERSON = new DemoPerson(LOCAL + "@M\u00fcller.example", "O'Brien", List.of(), true);

	private static final String HTML = HtmlUtils.htmlEscape(ADDRESS.value());

	private final Portal portal;

	private final ReachabilityData data;

	private ServerId server = new ServerId(new UUID(0, 0));

	@Autowired
	UnusualAddressTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void serverForThePerson() {
		DemoIdentityProvider.shared().add(PERSON);
		this.data.clear();
		this.server = this.data.server("db1", ReachabilityData.policy("One", "allow",
				"{'email':{'email':'%s'}}".formatted(ADDRESS.value().replace("'", "\\u0027")), "", ""));
	}

	@Test
	void personSignsInAndIsShownAsText_I15() {
		String page = this.portal.as(PERSON).get("/connect").body();

		assertThat(page).contains("ssh-db1.example.jp", HTML).doesNotContain("o'b/r");
	}

	@Test
	void configNamesThePersonInACommentThatSshPassesOver_I12(@TempDir Path directory)
			throws IOException, InterruptedException {
		String config = this.portal.as(PERSON).get("/connect/ssh-config").body();
		Path file = Files.writeString(directory.resolve("config"), config);

		assertThat(config.lines()).first().isEqualTo("# ssh config for " + ADDRESS + ", made by Postern");
		Process ssh = new ProcessBuilder("ssh", "-G", "-F", file.toString(), "db1").redirectErrorStream(true).start();
		String understood = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(ssh.waitFor()).isZero();
		assertThat(understood).contains("hostname ssh-db1.example.jp", "user deploy").doesNotContain("brien", "o'b");
	}

	@Test
	void linksLeadToThePersonFromEachPage() {
		this.portal.as(PERSON);
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		Map<String, Browser> pages = Map.of("/people?q=" + encoded("o'b/r%i{0}&"), admin,
				"/people?q=" + encoded(PERSON.email()), admin, "/reachability?by=people", auditor,
				"/servers/%s/reachability?q=%s".formatted(this.server, encoded(PERSON.email())), auditor,
				"/servers/%s/reachability/panel".formatted(this.server), auditor);

		pages.forEach((page, browser) -> {
			String body = browser.get(page).body();
			assertThat(body).as(page).contains(HTML);
			HttpResponse<String> linked = this.portal.as(DemoPerson.AUDITOR)
				.get(linkWith("/people/reachability", body));
			assertThat(linked.statusCode()).as(page).isEqualTo(200);
			assertThat(linked.body()).as(page).contains("What " + HTML + " can reach", "reach-allowed");
		});
	}

	@Test
	void formsFiltersAndExportsOfThePersonsPageKeepTheAddress() {
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		String page = auditor.get("/people/reachability?email=" + encoded(PERSON.email())).body();

		assertThat(page).contains("<input type=\"hidden\" name=\"email\" value=\"%s\"".formatted(HTML));
		HttpResponse<String> file = auditor.get(linkWith("/people/reachability.csv", page));
		assertThat(file.body()).contains(",\"'%s\",".formatted(ADDRESS));
		assertThat(file.headers().firstValue("Content-Disposition")).hasValueSatisfying(
				(disposition) -> assertThat(disposition).startsWith("attachment;").doesNotContain("/", "\n"));
		assertThat(auditor.get("/servers/%s/reachability.csv".formatted(this.server)).body())
			.contains(",\"'%s\",".formatted(ADDRESS));
		HttpResponse<String> filtered = auditor.get(linkWith("/people/reachability", page));
		assertThat(filtered.body()).contains("What " + HTML + " can reach");
	}

	@Test
	void programsReadTheAddressAsItIs() {
		this.portal.as(PERSON);
		JsonNode found = JsonMapper.shared()
			.readTree(this.portal.api(DemoPerson.AUDITOR)
				.get("/api/v1/servers/%s/reachability?q=%s".formatted(this.server, encoded("r%i{0}&e`n+#?$|")))
				.body());
		JsonNode reach = JsonMapper.shared()
			.readTree(this.portal.api(DemoPerson.AUDITOR)
				.get("/api/v1/people/reachability?email=" + encoded(PERSON.email()))
				.body());

		assertThat(found.path("items")).singleElement()
			.satisfies((item) -> assertThat(item.path("email").stringValue()).isEqualTo(ADDRESS.value()));
		assertThat(reach.path("items")).singleElement()
			.satisfies((item) -> assertThat(item.path("access").stringValue()).isEqualTo("ALLOWED"));
		assertThat(this.portal.api(DemoPerson.AUDITOR)
			.get("/api/v1/people/%s/reachability".formatted(encoded(PERSON.email())))
			.statusCode()).as("a path has no place for it").isEqualTo(400);
		assertThat(this.portal.api(PERSON).get("/api/v1/me").body())
			.contains(JsonMapper.shared().writeValueAsString(ADDRESS.value()));
	}

	@Test
	void auditFindsShowsAndExportsWhatThePersonDid() {
		this.portal.as(PERSON);
		Browser auditor = this.portal.as(DemoPerson.AUDITOR);
		String page = auditor.get("/audit?actor=" + encoded(ADDRESS.value())).body();

		assertThat(page).contains(HTML, "came for the first time");
		assertThat(auditor.get(linkWith("/audit/events.csv", page)).body()).contains("\"'%s\"".formatted(ADDRESS),
				"person.joined");
		assertThat(auditor.get("/audit?actor=" + encoded("o_b/r")).body())
			.doesNotContain("came for the first time</span>");
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	/** The first link of a page to a path with this person in its parameters. */
	private static String linkWith(String path, String page) {
		Matcher link = Pattern.compile("href=\"(%s\\?[^\"]*xn--mller-kva[^\"]*)\"".formatted(Pattern.quote(path)))
			.matcher(page);
		assertThat(link.find()).as("a link to %s in %s", path, page).isTrue();
		return HtmlUtils.htmlUnescape(link.group(1));
	}

}

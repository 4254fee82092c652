package dev.postern.connect.web;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import dev.postern.connect.reachability.CompanyTest;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Every page says with the same words who gets in. */
@CompanyTest
class SameSentenceTests {

	private final Portal portal;

	private final ReachabilityData data;

	@Autowired
	SameSentenceTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void empty() {
		this.data.clear();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					allow @gmail.com; deny mallory@gmail.com; allow a@x.jp b@x.jp c@x.jp | everyone with an address at gmail.com and a@x.jp, b@x.jp and c@x.jp
					deny mallory@gmail.com; allow @gmail.com                             | everyone with an address at gmail.com, but not mallory@gmail.com
					allow a@x.jp; allow @y.jp                                            | a@x.jp and everyone with an address at y.jp
					""")
	void saysWhoGetsIn(String policies, String sentence) {
		ServerId id = this.data.server("db1", json(policies));
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		Map<String, String> pages = new LinkedHashMap<>();
		Stream
			.of("/servers", "/servers/" + id, "/servers/%s/remove".formatted(id),
					"/servers/%s/reachability".formatted(id), "/reachability")
			.forEach((path) -> pages.put(path, admin.get(path).body()));
		pages.put("live", admin.postFrom("/servers/new", "/servers/form/live", form(policies)).body());
		pages.put("edit", admin.get("/servers/%s/edit".formatted(id)).body());

		assertThat(pages).allSatisfy((page, html) -> assertThat(text(html)).as(page).contains(sentence));
	}

	@ParameterizedTest
	@CsvSource({ "mallory@gmail.com, gets in", "a@x.jp, gets in", "stranger@example.net, kept out" })
	void sheWhomADenialNamesTooLateGetsInWhereverSomebodyAsks(String address, String verdict) {
		String policies = "allow @gmail.com; deny mallory@gmail.com; allow a@x.jp b@x.jp c@x.jp";
		ServerId id = this.data.server("db1", json(policies));
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		Map<String, String> form = form(policies);
		form.put("tryEmail", address);
		form.put("action", "try");

		String tried = text(admin.postFrom("/servers/new", "/servers/form", form).body());
		String page = text(admin.get("/servers/%s/reachability?q=%s".formatted(id, address)).body());

		assertThat(tried).contains(verdict.equals("gets in") ? "Gets in" : "Does not get in")
			.doesNotContain("but not mallory");
		assertThat(page.substring(page.indexOf("Person Access Why"))).containsSubsequence(address, verdict);
	}

	private static String json(String policies) {
		return Stream.of(policies.split("; ", -1))
			.map((said) -> ReachabilityData.policy("P", said.replaceFirst(" .*", ""), rules(said), "", ""))
			.reduce((one, other) -> one + "," + other)
			.orElseThrow();
	}

	private static String rules(String said) {
		return Stream.of(said.split(" ", -1))
			.skip(1)
			.map((one) -> one.startsWith("@") ? "{'email_domain':{'domain':'%s'}}".formatted(one.substring(1))
					: "{'email':{'email':'%s'}}".formatted(one))
			.reduce((one, other) -> one + "," + other)
			.orElseThrow();
	}

	private static Map<String, String> form(String policies) {
		Map<String, String> form = new HashMap<>(Map.of("name", "db2", "applicationType", "ssh"));
		int policy = 0;
		for (String said : policies.split("; ", -1)) {
			String[] words = said.split(" ", -1);
			String at = "policies[%d]".formatted(policy++);
			form.put(at + ".name", "P");
			form.put(at + ".decision", words[0]);
			for (int i = 1; i < words.length; i++) {
				String rule = "%s.include[%d]".formatted(at, i - 1);
				form.put(rule + ".kind", words[i].startsWith("@") ? "email_domain" : "email");
				form.put(rule + ".values", words[i].replaceFirst("^@", ""));
			}
		}
		return form;
	}

	private static String text(String html) {
		return HtmlUtils.htmlUnescape(html.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " "));
	}

}

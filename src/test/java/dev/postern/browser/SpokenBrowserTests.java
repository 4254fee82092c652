package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.options.LoadState;
import dev.postern.fake.FakeCloudflare;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The main pages as a screen reader says them. */
@BrowserTest
class SpokenBrowserTests {

	/** Whoever jumps from one to the next hears only these names. */
	private static final Pattern NAMELESS = Pattern
		.compile("- (table|search|navigation|region|button|link|checkbox|textbox|combobox|searchbox)(:.*| \\[.*)?");

	private static final Pattern HEADING = Pattern.compile("- heading \".*\" \\[level=(\\d)](:?)");

	private static final Pattern SAYS_NOTHING_ALONE = Pattern
		.compile("- (button|link) \"(Copy|Open|Show|More|Here|Details)\".*");

	private final Portal portal;

	private final Chromium chromium = Chromium.shared();

	private final DemoServers servers;

	@Autowired
	SpokenBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers) {
		this.portal = portal;
		this.servers = new DemoServers(cloudflare, servers);
	}

	@Test
	void whatIsSaidCanBeFollowed() {
		Server server = this.servers.ready("spoken", "ssh-spoken.example.jp");
		List<String> odd = new ArrayList<>();
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			Stream.of("/", "/servers", "/servers/" + server.id()).forEach((path) -> odd.addAll(listen(admin, path)));
		}
		try (Visitor developer = visitor().signIn(DemoPerson.DEVELOPER)) {
			odd.addAll(listen(developer, "/connect"));
		}
		try (Visitor auditor = visitor().signIn(DemoPerson.AUDITOR)) {
			odd.addAll(listen(auditor, "/history"));
		}
		assertThat(odd).isEmpty();
	}

	@Test
	void aRowIsCalledByItsServer() {
		this.servers.ready("called", "ssh-called.example.jp");
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			admin.open("/servers?q=called");
			assertThat(admin.page().locator("tbody").ariaSnapshot()).contains("- rowheader \"called");
		}
	}

	private static List<String> listen(Visitor visitor, String path) {
		visitor.open(path);
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		List<String> lines = visitor.page().locator("body").ariaSnapshot().lines().toList();
		List<String> odd = new ArrayList<>();
		int level = 0;
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			if (NAMELESS.matcher(line).matches() || SAYS_NOTHING_ALONE.matcher(line).matches()) {
				odd.add(path + " " + line);
			}
			MatchResult heading = HEADING.matcher(line).results().findFirst().orElse(null);
			if (heading != null) {
				int next = Integer.parseInt(heading.group(1));
				if (next > level + 1 || (!heading.group(2).isEmpty() && lines.get(i + 1).contains("- link "))) {
					odd.add(path + " " + line);
				}
				level = next;
			}
		}
		return odd;
	}

	private Visitor visitor() {
		return new Visitor(this.chromium, this.portal.address());
	}

}

package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.LoadState;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupDraft;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.Actor;
import dev.postern.kernel.Phase;
import dev.postern.servers.Server;
import dev.postern.servers.Servers;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every page, on a desk and on a phone, in light and in dark: complete without another
 * host, without an error, without scrolling sideways, without barriers.
 */
@BrowserTest
class PagesBrowserTests {

	private final Portal portal;

	private final DemoServers servers;

	private final RuleGroups groups;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	PagesBrowserTests(Portal portal, FakeCloudflare cloudflare, Servers servers, RuleGroups groups) {
		this.groups = groups;
		this.portal = portal;
		this.servers = new DemoServers(cloudflare, servers);
	}

	@Test
	void greetsAnybodyWithASignInPage() {
		try (Visitor anybody = visitor()) {
			assertThat(look(anybody, "login", "/login")).isEmpty();
		}
	}

	@Test
	void showsAdministratorsEveryPage() {
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>();
			troubles.addAll(look(admin, "tunnels", "/tunnels"));
			troubles.addAll(look(admin, "tunnel", "/tunnels/" + this.servers.tunnel()));
			troubles.addAll(look(admin, "server-new", "/servers/new"));
			troubles.addAll(look(admin, "servers-none-found", "/servers?q=nothing-like-it"));
			Group group = aGroup();
			troubles.addAll(look(admin, "groups", "/groups"));
			troubles.addAll(look(admin, "group-new", "/groups/new"));
			troubles.addAll(look(admin, "group", "/groups/" + group.id()));
			troubles.addAll(look(admin, "group-edit", "/groups/%s/edit".formatted(group.id())));
			troubles.addAll(look(admin, "group-remove", "/groups/%s/remove".formatted(group.id())));
			troubles.addAll(look(admin, "group-changes", "/groups/%s/changes".formatted(group.id())));
			troubles.addAll(look(admin, "group-removals", "/groups/removals"));
			troubles.addAll(look(admin, "people", "/people"));
			troubles.addAll(look(admin, "tunnel-removals", "/tunnels/" + this.servers.tunnel() + "/removals"));
			troubles.addAll(look(admin, "not-found", "/servers/" + UUID.randomUUID() + "/progress", 404));
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void showsAdministratorsEveryStateOfAServer() {
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			List<Server> servers = this.servers.everyState();
			List<String> troubles = new ArrayList<>();
			troubles.addAll(look(admin, "servers", "/servers"));
			troubles.addAll(look(admin, "home-admin", "/"));
			for (Server server : servers) {
				String path = "/servers/" + server.id();
				String name = "server-" + server.phase().name().toLowerCase(Locale.ROOT);
				troubles.addAll(look(admin, name, path));
				troubles.addAll(look(admin, name + "-edit", path + "/edit"));
				troubles.addAll(look(admin, name + "-remove", path + "/remove"));
				troubles.addAll(look(admin, name + "-progress", path + "/progress"));
				troubles.addAll(look(admin, name + "-runs", path + "/runs"));
				troubles.addAll(look(admin, name + "-plan", path + "/plan"));
				troubles.addAll(look(admin, name + "-removal-plan", path + "/removal-plan"));
			}
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void aRunIsOneLineThatOpens() {
		this.servers.everyState();
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>(look(admin, "runs", "/runs"));
			Locator run = admin.page().locator("details.run").first();
			assertThat(run.locator(".plan-row").count()).as("changes that nobody asked for").isZero();

			run.locator("summary").first().click();
			run.locator(".plan-row").first().waitFor();
			run.locator(".plan-row details summary").first().click();
			run.locator(".stored-inside pre").first().waitFor();

			troubles.addAll(new Inspection(admin, "runs-open").everything());
			troubles.addAll(look(admin, "run", Objects.requireNonNull(run.getAttribute("hx-get"))));
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void aServerThatNobodyReachesIsNotPlainlyReady() {
		Server server = this.servers.cutOff();
		try (Visitor admin = visitor().signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>(look(admin, "server-cut-off", "/servers/" + server.id()));
			assertThat(admin.page().locator(".phase-ready").count()).isZero();
			troubles.addAll(look(admin, "servers-cut-off", "/servers?phase=CUT_OFF"));
			assertThat(admin.page().locator("tbody tr").count()).isPositive();
			troubles.addAll(look(admin, "reachability-cut-off", "/reachability?q=" + server.spec().name()));
			admin.open("/servers/%s/edit".formatted(server.id()));
			admin.page().fill("#loginUser", "deploy");
			admin.page().locator(".form-end button.btn-primary").click();
			admin.page().locator("#portal-changes").waitFor();
			troubles.addAll(new Inspection(admin, "preview-cut-off").everything());
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void showsDevelopersHowToConnect() {
		this.servers.everyState();
		try (Visitor developer = visitor().signIn(DemoPerson.DEVELOPER)) {
			List<String> troubles = new ArrayList<>();
			troubles.addAll(look(developer, "home-developer", "/"));
			troubles.addAll(look(developer, "connect", "/connect"));
			troubles.addAll(look(developer, "forbidden", "/tunnels", 403));
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void showsAuditorsTheirPages() {
		try (Visitor auditor = visitor().signIn(DemoPerson.AUDITOR)) {
			List<String> troubles = new ArrayList<>();
			troubles.addAll(look(auditor, "connect-empty", "/connect"));
			troubles.addAll(look(auditor, "home-auditor", "/"));
			troubles.addAll(look(auditor, "history", "/history"));
			troubles.addAll(look(auditor, "audit", "/audit"));
			troubles.addAll(look(auditor, "tokens", "/tokens"));
			assertThat(troubles).isEmpty();
		}
	}

	private Group aGroup() {
		Group group = this.groups.create(new GroupDraft("Database team", "Who runs the databases", JsonMapper.shared()
			.readTree(
					"""
							[{"email": {"email": "ada@example.com"}}, {"email": {"email": "a-very-long-address-of-somebody-in-the-team@long-subdomain.example.com"}},
							 {"email_domain": {"domain": "db.example.com"}}, {"geo": {"country_code": "JP"}}]"""),
				JsonMapper.shared().readTree("""
						[{"auth_method": {"auth_method": "mfa"}}]"""), null), Set.of("place-only"),
				Actor.postern("test"));
		Awaitility.await().until(() -> this.groups.find(group.id()).orElseThrow().phase() == Phase.READY);
		return group;
	}

	private Visitor visitor() {
		return new Visitor(this.chromium, this.portal.address());
	}

	private static List<String> look(Visitor visitor, String name, String path) {
		return look(visitor, name, path, 200);
	}

	private static List<String> look(Visitor visitor, String name, String path, int status) {
		assertThat(Objects.requireNonNull(visitor.open(path)).status()).as(path).isEqualTo(status);
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

}

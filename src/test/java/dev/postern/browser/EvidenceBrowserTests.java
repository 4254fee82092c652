package dev.postern.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.Media;
import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.fake.front.LocalHosts;
import dev.postern.kernel.ServerId;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Port 22 and the evidence of order, on screen and on paper. */
@BrowserTest
class EvidenceBrowserTests {

	private final Portal portal;

	private final JdbcClient jdbc;

	private final ReachabilityData data;

	private final Chromium chromium = Chromium.shared();

	@Autowired
	EvidenceBrowserTests(Portal portal, JdbcClient jdbc) {
		this.portal = portal;
		this.jdbc = jdbc;
		this.data = new ReachabilityData(jdbc);
	}

	@BeforeEach
	void empty() {
		this.data.clear();
		this.jdbc.sql("DELETE FROM port_check").update();
	}

	@Test
	void anAdministratorTriesPort22AndIsReminded() {
		ServerId id = server();
		String page = "/servers/%s/port-22".formatted(id);
		try (Visitor admin = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.ADMIN)) {
			List<String> troubles = new ArrayList<>(look(admin, "port-not-tried", page));
			admin.page().getByLabel("Public address or name of the server").fill(LocalHosts.OPEN);
			admin.page().keyboard().press("Enter");
			admin.page().getByText("What was found so far").waitFor();
			troubles.addAll(look(admin, "port-open", page));
			troubles.addAll(look(admin, "ports", "/servers/port-22"));
			troubles.addAll(look(admin, "server-port-open", "/servers/" + id));
			admin.open("/");
			assertThat(admin.page().locator("main").textContent()).contains("Port 22 of orders-db is open");
			assertThat(troubles).isEmpty();
		}
	}

	@Test
	void auditorsReadAndPrintTheEvidence() {
		ServerId id = server();
		try (Visitor auditor = new Visitor(this.chromium, this.portal.address()).signIn(DemoPerson.AUDITOR)) {
			assertThat(look(auditor, "evidence", "/servers/%s/evidence".formatted(id))).isEmpty();
			auditor.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

			assertThat(auditor.page().locator("header.navbar").isVisible()).isFalse();
			assertThat(auditor.page().locator(".breadcrumb").isVisible()).isFalse();
			assertThat(auditor.page().locator("#step-port-closed").isVisible()).isTrue();
			assertThat(auditor.page().evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
				.isEqualTo(true);
		}
	}

	@Test
	void theEvidenceNeedsNoScripts() {
		ServerId id = server();
		try (Visitor auditor = new Visitor(this.chromium, this.portal.address(), false).signIn(DemoPerson.AUDITOR)) {
			auditor.open("/servers/%s/evidence".formatted(id));

			assertThat(auditor.page().locator("tbody tr").count()).isEqualTo(6);
		}
	}

	private ServerId server() {
		return this.data.server("orders-db", "ready",
				ReachabilityData.policy("Staff", "allow", "{'email_domain':{'domain':'example.com'}}", "", ""));
	}

	private static List<String> look(Visitor visitor, String name, String path) {
		assertThat(Objects.requireNonNull(visitor.open(path)).status()).as(path).isEqualTo(200);
		visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
		return new Inspection(visitor, name).everything();
	}

}

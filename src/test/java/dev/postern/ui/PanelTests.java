package dev.postern.ui;

import java.net.http.HttpResponse;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What a page is about is in its first answer. */
@PosternTest
class PanelTests {

	@Autowired
	private Portal portal;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MeterRegistry meters;

	@Test
	void homeIsWholeAtOnce() {
		String home = this.portal.as(DemoPerson.ADMIN).get("/").body();

		assertThat(home).contains("No server is registered yet", "in the last 24 hours", "admin@example.com")
			.doesNotContain("hx-trigger=\"load\"", "postern:");
	}

	/** Headers of a page are its own, whatever its panels say. */
	@Test
	void panelsChangeNothingOfTheirPage() {
		HttpResponse<String> home = this.portal.as(DemoPerson.ADMIN).get("/");

		assertThat(home.headers().firstValue("HX-Trigger")).isEmpty();
		assertThat(home.headers().allValues("Content-Security-Policy")).hasSize(1);
		assertThat(home.body().split("<html", -1)).hasSize(2);
	}

	/** Who looks at the meters sees the address that was asked for. */
	@Test
	void pageIsMeasuredUnderItsOwnAddress() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		long before = measured("/");
		long panels = measured("/history/summary");

		admin.get("/");

		Awaitility.await("the page is measured").until(() -> measured("/") == before + 1);
		assertThat(measured("/history/summary")).isEqualTo(panels);
	}

	private long measured(String address) {
		return this.meters.find("http.server.requests")
			.tag("uri", address)
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	@Test
	void panelThatCannotBeHadIsAskedForByTheBrowser() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		this.jdbc.sql("ALTER TABLE login_event RENAME TO login_event_away").update();
		try {
			HttpResponse<String> home = admin.get("/");

			assertThat(home.statusCode()).isEqualTo(200);
			assertThat(home.body()).contains("No server is registered yet")
				.containsOnlyOnce("hx-trigger=\"load\"")
				.contains("hx-get=\"/history/summary\"", "href=\"/history\"");
		}
		finally {
			this.jdbc.sql("ALTER TABLE login_event_away RENAME TO login_event").update();
		}
	}

	/** What is asked of a page is not asked of its panels. */
	@Test
	void parametersOfAPageAreNotThoseOfItsPanels() {
		Browser admin = this.portal.as(DemoPerson.ADMIN);

		assertThat(withoutCsrf(admin.get("/?zone=nowhere&cursor=abc&seen=x&until=999")))
			.isEqualTo(withoutCsrf(admin.get("/")));
	}

	/** The token is written in another way each time, and time goes on. */
	private static String withoutCsrf(HttpResponse<String> page) {
		return page.body()
			.replaceAll("(content|value)=\"[A-Za-z0-9_-]{60,}\"", "")
			.replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+", "");
	}

	/** A panel is for whom its own address is for. */
	@Test
	void auditorSeesNoPanelOfAdministrators() {
		assertThat(this.portal.as(DemoPerson.AUDITOR).get("/").body()).contains("in the last 24 hours")
			.doesNotContain("No server is registered yet");
	}

}

package dev.postern.identity.web;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

import dev.postern.kernel.SettableClock;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import dev.postern.tryout.SettableClockConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@Import(SettableClockConfiguration.class)
class SessionLengthTests {

	private final Portal portal;

	private final SettableClock clock;

	@Autowired
	SessionLengthTests(Portal portal, SettableClock clock) {
		this.portal = portal;
		this.clock = clock;
	}

	@AfterEach
	void now() {
		this.clock.follow(InstantSource.system());
	}

	@Test
	void sessionEndsTwelveHoursAfterTheSignInHoweverMuchItIsUsed() {
		Browser browser = this.portal.as(DemoPerson.ADMIN);
		for (int hour = 1; hour < 12; hour++) {
			this.clock.goOn(Duration.ofHours(1));
			assertThat(browser.get("/tokens").statusCode()).as("hour %d", hour).isEqualTo(200);
		}

		this.clock.goOn(Duration.ofHours(1));

		HttpResponse<String> next = browser.get("/tokens");
		assertThat(next.statusCode()).isEqualTo(302);
		assertThat(next.headers().firstValue("Location").orElse("")).endsWith("/login?refused=expired");
		assertThat(browser.follow("/login?refused=expired").body()).contains("you signed in too long ago");
		assertThat(browser.get("/tokens").headers().firstValue("Location").orElse("")).endsWith("/login");
		assertThat(browser.signIn(DemoPerson.ADMIN).statusCode()).isEqualTo(200);
	}

}

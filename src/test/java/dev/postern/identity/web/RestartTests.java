package dev.postern.identity.web;

import dev.postern.fake.FakeCloudflare;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.EmbeddedDatabase;
import dev.postern.tryout.Instance;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestartTests {

	private final EmbeddedDatabase database = EmbeddedDatabase.create();

	@Test
	void sessionOutlivesTheProcessAndEndsWhenTheSettingsGiveOtherRolesI5() {
		try (FakeCloudflare cloudflare = FakeCloudflare.start()) {
			DemoAccount.empty(cloudflare);
			Browser browser;
			try (Instance first = Instance.start(this.database, cloudflare)) {
				browser = Browser.signedIn(first.address(), DemoPerson.ADMIN);
				assertThat(browser.get("/people").statusCode()).isEqualTo(200);
			}
			try (Instance second = Instance.start(this.database, cloudflare)) {
				assertThat(browser.at(second.address()).get("/people").statusCode()).isEqualTo(200);
			}
			try (Instance third = Instance.start(this.database, cloudflare,
					"postern.identity.roles.admin=email:somebody.else@example.com")) {
				assertThat(browser.at(third.address()).get("/people").headers().firstValue("Location").orElse(""))
					.endsWith("/login?refused=ended");
				assertThat(Browser.signedIn(third.address(), DemoPerson.ADMIN).get("/people").statusCode())
					.isEqualTo(403);
			}
		}
	}

}

package dev.postern.identity.web;

import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.HardenedTest;
import dev.postern.tryout.Portal;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** To this portal everybody is a stranger, for its proxy has another address. */
@HardenedTest
class ProxyHeaderTests {

	private static final String[] FORGED = { "X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https",
			"Forwarded", "host=evil.example;proto=https" };

	private final Portal portal;

	@Autowired
	ProxyHeaderTests(Portal portal) {
		this.portal = portal;
	}

	@Test
	void headersOfAStrangerSteerNeitherRedirectsNorTheSshConfig() {
		assertThat(this.portal.anonymous().get("/servers", FORGED).headers().firstValue("Location").orElseThrow())
			.doesNotContain("evil.example", "https");
		assertThat(this.portal.anonymous()
			.get("/oauth2/authorization/demo", FORGED)
			.headers()
			.firstValue("Location")
			.orElseThrow()).doesNotContain("evil.example");
		assertThat(this.portal.api(DemoPerson.ADMIN).get("/api/v1/me/ssh-config", FORGED).body())
			.contains(this.portal.address().getAuthority())
			.doesNotContain("evil.example");
	}

}

package dev.postern.identity.web;

import java.net.http.HttpResponse;

import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
class SignInTests {

	private final Portal portal;

	@Autowired
	SignInTests(Portal portal) {
		this.portal = portal;
	}

	@Test
	void administratorSignsInAndComesBackToTheWantedPage() {
		Browser browser = this.portal.anonymous();

		HttpResponse<String> asked = browser.get("/");
		assertThat(asked.headers().firstValue("Location"))
			.hasValueSatisfying((to) -> assertThat(to).endsWith("/login"));
		HttpResponse<String> page = browser.signIn(DemoPerson.ADMIN);

		assertThat(page.statusCode()).isEqualTo(200);
		assertThat(page.uri().getPath()).isEqualTo("/");
		assertThat(page.body()).contains("Ada Admin", "/people");
	}

}

package dev.postern.ui;

import java.util.regex.Pattern;

import dev.postern.connect.reachability.ReachabilityData;
import dev.postern.tryout.Browser;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

@PosternTest
class StaticFilesTests {

	private static final Pattern VERSIONED = Pattern.compile("(?:href|src)=\"/(?:app-[0-9a-f]{32}\\.css|"
			+ "app-[0-9a-f]{32}\\.js|webjars/htmx\\.org/[0-9.]+/dist/htmx\\.min\\.js|icons-[0-9a-f]{32}\\.svg#)");

	@Autowired
	private Portal portal;

	@Autowired
	private JdbcClient jdbc;

	@MockitoSpyBean
	private ResourceUrlProvider resources;

	@Test
	void filesOfAPageHaveTheirVersion() {
		assertThat(VERSIONED.matcher(this.portal.as(DemoPerson.ADMIN).get("/servers").body()).results())
			.hasSizeGreaterThan(4);
	}

	/** Browsers ask for it where they show what is no page, such as a text or JSON. */
	@Test
	void iconIsThereForWhatNamesNone() {
		assertThat(this.portal.anonymous().get("/favicon.ico").statusCode()).isEqualTo(200);
	}

	@AfterEach
	void clear() {
		new ReachabilityData(this.jdbc).clear();
	}

	/** A link to a page is none to a file, and a file is looked up once. */
	@ParameterizedTest
	@ValueSource(strings = { "/", "/login", "/servers", "/reachability", "/history", "/audit", "/people", "/tunnels",
			"/groups", "/service-tokens", "/connect", "/tokens" })
	void noFileIsLookedUpForAPage(String path) {
		new ReachabilityData(this.jdbc).fill(20, 20);
		Browser admin = this.portal.as(DemoPerson.ADMIN);
		admin.get(path);
		clearInvocations(this.resources);

		assertThat(admin.get(path).statusCode()).isIn(200, 302);

		verify(this.resources, never()).getForLookupPath(anyString());
		verify(this.resources, never()).getForRequestUrl(any(), anyString());
	}

}

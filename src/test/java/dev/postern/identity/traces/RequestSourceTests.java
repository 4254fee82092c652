package dev.postern.identity.traces;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

class RequestSourceTests {

	@AfterEach
	void end() {
		RequestContextHolder.resetRequestAttributes();
	}

	@ParameterizedTest
	@CsvSource({ "/portal/api, client", "/portal/api/v1/me, client", "/portal/apiary, browser", "/portal/, browser",
			"/portal, browser" })
	void wayFollowsFromTheAddress(String address, String way) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", address);
		request.setContextPath("/portal");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));

		assertThat(RequestSource.current().via()).isEqualTo(way);
	}

}

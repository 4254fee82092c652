package dev.postern.ui;

import java.time.ZoneId;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class ReaderZoneTests {

	private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

	@Test
	void zoneIsTheRequestsThenTheBrowsersThenUtc() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		assertThat(ReaderZone.of(request)).isEqualTo(ZoneId.of("UTC"));

		request.setCookies(new Cookie("zone", "Asia/Tokyo"));
		assertThat(ReaderZone.of(request)).isEqualTo(TOKYO);

		request.setParameter("zone", "Europe/Berlin");
		assertThat(ReaderZone.of(request)).isEqualTo(ZoneId.of("Europe/Berlin"));

		request.setParameter("zone", "Nowhere/Land");
		assertThat(ReaderZone.of(request)).isEqualTo(TOKYO);
	}

}

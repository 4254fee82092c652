package dev.postern.ui;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

class PagerTests {

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private final Pager pager = new Pager(this.request);

	@Test
	void wayBackLeadsThroughTheSameParts() {
		this.request.setParameter("q", "a&b");
		assertThat(this.pager.before()).isNull();
		assertThat(this.pager.after("one")).isEqualTo("?q=a%26b&cursor=one&from=");

		at("one", "");
		assertThat(this.pager.after("two")).isEqualTo("?q=a%26b&cursor=two&from=&from=one");
		assertThat(this.pager.before()).isEqualTo("?q=a%26b");

		at("two", "", "one");
		assertThat(this.pager.before()).isEqualTo("?q=a%26b&cursor=one&from=");
	}

	@Test
	void partOpenedWithoutAWayBackLeadsToTheBeginning() {
		this.request.setParameter("cursor", "far");

		assertThat(this.pager.before()).isEqualTo("?");
	}

	@Test
	void hostileCursorStaysInItsPlace() {
		assertThat(this.pager.after("x&q=1#\"><script>")).isEqualTo("?cursor=x%26q%3D1%23%22%3E%3Cscript%3E&from=");
	}

	private void at(String cursor, String... passed) {
		this.request.setParameter("cursor", cursor);
		this.request.setParameter("from", passed);
	}

}

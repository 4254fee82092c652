package dev.postern.cloudflare.transport;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentationLinkTests {

	@ParameterizedTest
	@ValueSource(strings = { "https://developers.cloudflare.com/api/", "https://cloudflare.com",
			"HTTPS://WWW.CLOUDFLARE.COM/x", " https://dash.cloudflare.com/?to=/:account#tokens " })
	void takesPagesOfCloudflares(String address) {
		assertThat(DocumentationLink.of(address))
			.hasValueSatisfying((page) -> assertThat(page.toString()).isEqualTo(address.strip()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "/api", "http://developers.cloudflare.com/", "javascript:alert(1)",
			"//developers.cloudflare.com/", "https:developers.cloudflare.com", "https://cloudflare.com.example.org/",
			"https://notcloudflare.com/", "https://developers.cloudflare.com@example.org/",
			"https://cloudflare.com:8443/", "https://user@cloudflare.com/", "https://example.org/cloudflare.com",
			"https://developers.cloudflare.com/a b", "data:text/html,https://cloudflare.com",
			"https://cloudflare.com\\@example.org" })
	void takesNothingElse(String address) {
		assertThat(DocumentationLink.of(address)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 501, 100_000 })
	void takesNoEndlessAddress(int length) {
		assertThat(DocumentationLink.of("https://cloudflare.com/".concat("x".repeat(length)))).isEmpty();
	}

}

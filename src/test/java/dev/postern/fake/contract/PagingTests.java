package dev.postern.fake.contract;

import java.util.ArrayList;
import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of each family. */
class PagingTests {

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@Test
	void zonesTellHowManyPagesThereAre() {
		for (int i = 0; i < 23; i++) {
			this.cloudflare.addZone("z%d.example".formatted(i));
		}

		ApiClient.Reply second = this.api.get("/zones?page=2");

		assertThat(second.result()).hasSize(3);
		assertThat(second.info().toString())
			.isEqualTo("{\"page\":2,\"per_page\":20,\"count\":3,\"total_count\":23,\"total_pages\":2}");
		assertThat(this.api.get("/zones?page=3").result()).isEmpty();
		assertThat(this.api.get("/zones?name=nope.example").info().path("total_pages").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/zones?per_page=51", "/zones?per_page=4", "/accounts?per_page=100", "/zones?page=0",
			"/zones?per_page=many", "/accounts/{account}/cfd_tunnel?per_page=1001" })
	void aPageOutOfBoundsIsRefused(String path) {
		assertThat(this.api.get(path).status()).isEqualTo(400);
	}

	@Test
	void tunnelsDoNotTellHowManyPagesThereAre() {
		for (int i = 0; i < 3; i++) {
			this.cloudflare.addTunnel("t" + i);
		}

		ApiClient.Reply reply = this.api.get("/accounts/{account}/cfd_tunnel?is_deleted=false&per_page=2");

		assertThat(reply.info().toString()).isEqualTo("{\"page\":1,\"per_page\":2,\"count\":2,\"total_count\":3}");
	}

	@Test
	void dnsRecordsComeByTheHundred() {
		ZoneId zone = this.cloudflare.addZone("example.jp");
		for (int i = 0; i < 101; i++) {
			this.cloudflare.asSomebodyElse()
				.addDnsRecord(
						"{\"type\": \"A\", \"name\": \"h%d.example.jp\", \"content\": \"192.0.2.1\"}".formatted(i));
		}

		assertThat(this.api.get("/zones/%s/dns_records".formatted(zone)).result()).hasSize(100);
		assertThat(this.api.get("/zones/%s/dns_records?per_page=5000".formatted(zone)).result()).hasSize(101);
	}

	@ParameterizedTest
	@ValueSource(strings = { "apps", "policies", "tags", "groups", "identity_providers", "service_tokens" })
	void accessListsTakeOnlyCertainSizes(String list) {
		for (int allowed : List.of(1, 5, 10, 20, 25, 50, 100, 1000)) {
			assertThat(this.api.get("/accounts/{account}/access/%s?per_page=%d".formatted(list, allowed)).status())
				.isEqualTo(200);
		}
		for (String refused : List.of("26", "2", "500", "0", "1001", "x")) {
			assertThat(this.api.get("/accounts/{account}/access/%s?per_page=%s".formatted(list, refused)).problem())
				.isEqualTo("400 12091 access.api.error.invalid_url_parameter_value");
		}
	}

	@Test
	void accessListsGiveEachThingOnce() {
		for (int i = 0; i < 12; i++) {
			this.cloudflare.asSomebodyElse().addTag("tag%02d".formatted(i));
		}
		List<String> names = new ArrayList<>();
		for (int page = 1; page <= 3; page++) {
			for (JsonNode tag : this.api.get("/accounts/{account}/access/tags?per_page=5&page=" + page).result()) {
				names.add(tag.path("name").asString());
			}
		}

		assertThat(names).hasSize(12).doesNotHaveDuplicates();
	}

}

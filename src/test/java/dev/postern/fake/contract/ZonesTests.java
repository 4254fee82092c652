package dev.postern.fake.contract;

import java.util.List;

import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.kernel.DomainNames;
import dev.postern.kernel.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The account and its zones. */
class ZonesTests {

	private final FakeCloudflare cloudflare = FakeCloudflare.start();

	private final ZoneId zone = this.cloudflare.addZone("example.jp");

	private final ZoneId pending = this.cloudflare.addZone("pending.example", "pending");

	private final ApiClient api = ApiClient.of(this.cloudflare);

	@AfterEach
	void stop() {
		this.cloudflare.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			name=example.jp; 1
			name=EXAMPLE.jp; 1
			name=example; 0
			name=contains:example; 2
			name=ends_with:.jp; 1
			status=active; 1
			status=pending; 1
			name=example.jp&status=pending; 0
			name=example.jp&status=pending&match=any; 2
			account.id=023e105f4ecef8ad9ca31a8372d0c353; 2
			account.id=ffffffffffffffffffffffffffffffff; 0
			name=example.jp&account.id=023e105f4ecef8ad9ca31a8372d0c353&status=active; 1
			""")
	void filtersChoose(String query, int found) {
		assertThat(this.api.get("/zones?" + query).result()).hasSize(found);
	}

	@Test
	void aPendingZoneWasNeverActivated() {
		assertThat(this.api.get("/zones/" + this.pending).result().path("activated_on").isNull()).isTrue();
		assertThat(this.api.get("/zones/" + this.zone).result().path("activated_on").asString()).isNotEmpty();

		this.cloudflare.setZoneStatus(this.pending, "active");

		assertThat(this.api.get("/zones/" + this.pending).result().path("status").asString()).isEqualTo("active");
	}

	@Test
	void namesAreListedInPunycodeOrAsTheSwitchSays() {
		this.cloudflare.addZone("\u65e5\u672c.example");
		assertThat(names()).contains("xn--wgv71a.example");

		this.cloudflare.behaviour().spelling((name) -> DomainNames.shown(name) + ".");

		assertThat(names()).contains("\u65e5\u672c.example.", "example.jp.");
	}

	private List<String> names() {
		return this.api.get("/zones").result().valueStream().map((zone) -> zone.path("name").asString()).toList();
	}

	@Test
	void theOrderCanBeTurned() {
		assertThat(this.api.get("/zones?order=name&direction=desc").result().path(0).path("name").asString())
			.isEqualTo("pending.example");
	}

	@Test
	void theAccountIsThere() {
		assertThat(this.api.get("/accounts").result().path(0).path("id").asString()).isEqualTo(FakeCloudflare.ACCOUNT);
		assertThat(this.api.get("/accounts/{account}").result().path("type").asString()).isEqualTo("standard");
	}

}

package dev.postern.cloudflare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import dev.postern.cloudflare.model.Zone;
import dev.postern.cloudflare.transport.TransportConfiguration;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Permission;
import dev.postern.fake.kernel.DomainNames;
import dev.postern.kernel.Hostname;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ZonesTests {

	private final FakeCloudflare fake = FakeCloudflare.start();

	@AfterEach
	void stop() {
		this.fake.close();
	}

	@Test
	void nameOfAZoneIsTheSameInEachSpelling() {
		this.fake.addZone("stra\u00dfe.example");
		this.fake.addZone("\uD83D\uDE00.example");
		this.fake.addZone("example.jp");
		for (UnaryOperator<String> spelling : List.<UnaryOperator<String>>of(UnaryOperator.identity(),
				(name) -> name.toUpperCase(Locale.ROOT), (name) -> name + ".", DomainNames::shown,
				(name) -> name.replace("example", "\uff25xample"))) {
			this.fake.behaviour().spelling(spelling);

			assertThat(zones()).containsExactlyInAnyOrder(Hostname.of("xn--strae-oqa.example"),
					Hostname.of("xn--e28h.example"), Hostname.of("example.jp"));
		}
	}

	@Test
	void zoneWithANameThatCannotBeUsedHidesNoOther() {
		this.fake.addZone("under_score.example");
		this.fake.addZone("example.jp");

		assertThat(zones()).containsExactly(Hostname.of("example.jp"));
	}

	private List<Hostname> zones() {
		List<Hostname> zones = new ArrayList<>();
		new ApplicationContextRunner()
			.withUserConfiguration(CloudflareConfiguration.class, TransportConfiguration.class,
					CloudflareTestConfiguration.class)
			.withPropertyValues("postern.cloudflare.base-url=" + this.fake.baseUrl(),
					"postern.cloudflare.account-id=" + this.fake.accountId(),
					"postern.cloudflare.api-token=" + this.fake.addToken(Permission.portal()))
			.run((context) -> context.getBean(Cloudflare.class).zones().stream().map(Zone::name).forEach(zones::add));
		return zones;
	}

}

package dev.postern.cloudflare;

import dev.postern.cloudflare.model.Zone;
import dev.postern.cloudflare.transport.TransportConfiguration;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.api.Permission;
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
	void zoneWithANameThatCannotBeUsedHidesNoOther() {
		this.fake.addZone("under_score.example");
		this.fake.addZone("example.jp");

		new ApplicationContextRunner()
			.withUserConfiguration(CloudflareConfiguration.class, TransportConfiguration.class,
					CloudflareTestConfiguration.class)
			.withPropertyValues("postern.cloudflare.base-url=" + this.fake.baseUrl(),
					"postern.cloudflare.account-id=" + this.fake.accountId(),
					"postern.cloudflare.api-token=" + this.fake.addToken(Permission.portal()))
			.run((context) -> assertThat(context.getBean(Cloudflare.class).zones()).extracting(Zone::name)
				.containsExactly(Hostname.of("example.jp")));
	}

}

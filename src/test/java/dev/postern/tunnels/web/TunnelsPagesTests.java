package dev.postern.tunnels.web;

import java.net.http.HttpResponse;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.DemoAccount;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestConstructor;

import static org.assertj.core.api.Assertions.assertThat;

@PosternTest
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class TunnelsPagesTests {

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private TunnelId office;

	TunnelsPagesTests(Portal portal, FakeCloudflare cloudflare) {
		this.portal = portal;
		this.cloudflare = cloudflare;
		DemoAccount.empty(cloudflare);
		this.office = cloudflare.addTunnel("office");
	}

	@Test
	void showsATunnelItsConnectorsAndHowToRunOneWithoutAToken() {
		this.cloudflare.addConnector(this.office);
		HttpResponse<String> page = this.portal.as(DemoPerson.ADMIN).get("/tunnels/" + this.office);
		assertThat(page.statusCode()).isEqualTo(200);
		System.out.println(page.body());
		page = this.portal.as(DemoPerson.ADMIN).get("/tunnels");
		System.out.println(page.body());
	}

}

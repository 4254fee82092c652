package dev.postern.tryout;

import java.time.Duration;
import java.util.List;

import dev.postern.connect.doctor.EdgeGate;
import dev.postern.connect.outbound.PublicAddresses;
import dev.postern.connect.ports.PortGate;
import dev.postern.fake.FakeCloudflare;
import dev.postern.fake.front.EdgeServer;
import dev.postern.fake.front.LocalHosts;

import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * Leads the doctor to an edge on the loopback address instead of the internet, and port
 * checks to hosts there. Of private addresses these alone may be asked then; no setting
 * of the portal can do the same.
 */
@TestConfiguration(proxyBeanMethods = false)
class LocalEdgeConfiguration {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Duration SHORT = Duration.ofMillis(1500);

	@Bean
	EdgeServer edgeServer(FakeCloudflare cloudflare) {
		return new EdgeServer(cloudflare);
	}

	@Bean
	@Primary
	EdgeGate localEdgeGate(EdgeServer edge) {
		return new EdgeGate(edge::resolve, PublicAddresses.ALL.or(InetAddressFilter.of("127.0.0.1/32", "::1/128")),
				edge.port(), edge::trusting, PATIENCE, List.of(EdgeServer.LANDMARK));
	}

	@Bean
	LocalHosts localHosts() {
		return new LocalHosts();
	}

	@Bean
	@Primary
	PortGate localPortGate(LocalHosts hosts) {
		return new PortGate(hosts::addresses, PublicAddresses.ALL.or(LocalHosts.ADDRESSES), hosts.port(), SHORT);
	}

}

package dev.postern.tryout;

import java.io.IOException;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

import static org.assertj.core.api.Assertions.assertThat;

class DemoIdentityProviderTests {

	@Test
	@ResourceLock(Resources.SYSTEM_PROPERTIES)
	void portOfThePortalIsNotThatOfTheIdentityProvider() throws IOException {
		try (ServerSocket portal = new ServerSocket(0)) {
			System.setProperty("server.port", String.valueOf(portal.getLocalPort()));
			try (DemoIdentityProvider provider = DemoIdentityProvider.start(0)) {
				assertThat(provider.issuer().getPort()).isNotEqualTo(portal.getLocalPort());
			}
			finally {
				System.clearProperty("server.port");
			}
		}
	}

}

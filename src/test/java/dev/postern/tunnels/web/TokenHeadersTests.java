package dev.postern.tunnels.web;

import java.time.Clock;

import dev.postern.kernel.Actor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Secret;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.MaybeStale;
import dev.postern.tunnels.Tunnels;
import dev.postern.tunnels.install.ConnectorForm;
import dev.postern.tunnels.install.ConnectorProtocol;
import dev.postern.tunnels.install.ConnectorTexts;
import dev.postern.tunnels.lifecycle.MadeTunnels;
import dev.postern.tunnels.lifecycle.OpenRequests;
import dev.postern.tunnels.lifecycle.TunnelChanges;
import dev.postern.tunnels.lifecycle.TunnelTokens;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What shows a token says by itself that nothing may keep it, whatever the headers of all
 * other answers are.
 */
class TokenHeadersTests {

	private static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final Actor ADA = Actor.person(EmailAddress.of("ada@example.com"));

	private final Tunnels tunnels = mock(Tunnels.class);

	private final TunnelTokens tokens = mock(TunnelTokens.class);

	private final ConnectorTexts texts = mock(ConnectorTexts.class);

	TokenHeadersTests() {
		given(this.tokens.connector(TUNNEL, ConnectorForm.COMPOSE, ConnectorProtocol.AUTO, ADA))
			.willReturn(new Secret("services:"));
		given(this.tunnels.health(any())).willReturn(new MaybeStale<>(null, null));
	}

	@Test
	void pageWithATokenIsKeptNowhere_I9() {
		MockHttpServletResponse response = new MockHttpServletResponse();

		new TunnelPages(this.tunnels, this.tokens, mock(TunnelChanges.class), mock(OpenRequests.class),
				mock(MadeTunnels.class), this.texts, Clock.systemUTC())
			.connector(TUNNEL, "compose", "auto", ADA, response);

		assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
	}

	@Test
	void answerWithATokenIsKeptNowhere_I9() {
		assertThat(new ConnectorApi(this.tunnels, this.tokens, this.texts).textWithToken(TUNNEL, "compose", "auto", ADA)
			.getHeaders()
			.getCacheControl()).isEqualTo("no-store");
	}

}

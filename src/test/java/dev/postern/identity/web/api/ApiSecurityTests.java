package dev.postern.identity.web.api;

import java.util.List;

import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;

import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class ApiSecurityTests {

	@Test
	void issuerOfTokensWithoutAudienceStopsTheStart() {
		OAuth2ResourceServerProperties properties = new OAuth2ResourceServerProperties();
		properties.getJwt().setIssuerUri("https://id.example.com");

		assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> new ApiSecurity(properties))
			.satisfies((wrong) -> assertThat(wrong.getMessage())
				.startsWith("spring.security.oauth2.resourceserver.jwt.audiences is missing")
				.hasLineCount(1));
		properties.getJwt().setAudiences(List.of("postern"));
		assertThatNoException().isThrownBy(() -> new ApiSecurity(properties));
	}

}

package dev.postern.identity.web;

import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WrongSettingsTests {

	@Test
	void startWithoutAnyProviderToSignInWithNamesTheSettings() {
		assertThatExceptionOfType(WrongSetting.class)
			.isThrownBy(() -> new LoginProviders(
					new DefaultListableBeanFactory().getBeanProvider(ClientRegistrationRepository.class)))
			.satisfies((wrong) -> assertThat(wrong.getMessage())
				.startsWith("spring.security.oauth2.client.registration is missing")
				.contains("spring.security.oauth2.client.provider.<name>.issuer-uri")
				.hasLineCount(1));
	}

}

package dev.postern.servers;

import java.util.List;
import java.util.Set;

import dev.postern.kernel.WrongSetting;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ServersPropertiesTests {

	@Test
	void ownDomainsReachTheLinterInLowerCase() {
		ServersProperties properties = new ServersProperties(false, List.of("Example.COM"));

		assertThat(new OwnDomains(properties).choices().lintContext(ApplicationType.SSH.wire()).domains())
			.isEqualTo(Set.of("example.com"));
	}

	@Test
	void whatIsNoDomainStopsTheStartAndIsNamed() {
		assertThatExceptionOfType(WrongSetting.class).isThrownBy(() -> new ServersProperties(false, List.of("@x y")))
			.withMessageContaining("postern.servers.domains")
			.withMessageContaining("@x y");
	}

}

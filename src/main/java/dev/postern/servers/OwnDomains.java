package dev.postern.servers;

import java.util.Map;
import java.util.Set;

import dev.postern.servers.policies.ChoiceSource;
import dev.postern.servers.policies.PolicyChoices;

import org.springframework.stereotype.Component;

/** The organisation's domains, as the settings name them. */
@Component
class OwnDomains implements ChoiceSource {

	private final ServersProperties properties;

	OwnDomains(ServersProperties properties) {
		this.properties = properties;
	}

	@Override
	public PolicyChoices choices() {
		return new PolicyChoices(Map.of(), Map.of(), Map.of(), Set.copyOf(this.properties.domains()));
	}

}

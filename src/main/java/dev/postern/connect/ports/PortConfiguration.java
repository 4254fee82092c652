package dev.postern.connect.ports;

import dev.postern.connect.outbound.HostLookup;
import dev.postern.connect.outbound.ProbeLimits;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What port checks go out by, and how often. */
@Configuration(proxyBeanMethods = false)
class PortConfiguration {

	@Bean
	PortGate portGate(HostLookup lookup) {
		return PortGate.toTheInternet(lookup);
	}

	@Bean
	ProbeLimits portLimits(PortProperties properties) {
		return new ProbeLimits(properties.perPerson(), properties.perMinute());
	}

}

package dev.postern.connect.doctor;

import dev.postern.connect.outbound.HostLookup;
import dev.postern.connect.outbound.ProbeLimits;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the doctor goes out by, and how often. */
@Configuration(proxyBeanMethods = false)
class DoctorConfiguration {

	@Bean
	EdgeGate edgeGate(HostLookup lookup) {
		return EdgeGate.toTheInternet(lookup);
	}

	@Bean
	ProbeLimits doctorLimits(DoctorProperties properties) {
		return new ProbeLimits(properties.perPerson(), properties.perMinute());
	}

}

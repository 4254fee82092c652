package dev.postern.connect.outbound;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How names are looked up. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

	@Bean
	TimedLookup hostLookup() {
		return TimedLookup.ofSystem();
	}

}

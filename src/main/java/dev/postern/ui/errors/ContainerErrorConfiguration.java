package dev.postern.ui.errors;

import org.apache.catalina.core.StandardHost;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Replaces the error pages of the servlet container. */
@Configuration(proxyBeanMethods = false)
class ContainerErrorConfiguration {

	/** The valve that comes last is nearest to what failed and answers first. */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> containerErrors(ContainerErrorRenderer renderer) {
		return (factory) -> factory.addContextCustomizers((context) -> {
			StandardHost host = (StandardHost) context.getParent();
			host.setErrorReportValveClass(ContainerErrorValve.class.getName());
			host.getPipeline()
				.addValve(new ContainerErrorValve(renderer, factory.getSettings().getContextPath().toString()));
		});
	}

}

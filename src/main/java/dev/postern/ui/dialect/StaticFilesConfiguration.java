package dev.postern.ui.dialect;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.resource.ResourceUrlEncodingFilter;

/**
 * Pages name their files by {@link StaticFiles}. The filter of Spring MVC would look for
 * a file behind each link of a page, and search the jar for those that are none.
 */
@Configuration(proxyBeanMethods = false)
class StaticFilesConfiguration {

	@Bean
	FilterRegistrationBean<ResourceUrlEncodingFilter> linksAreNoFiles() {
		FilterRegistrationBean<ResourceUrlEncodingFilter> registration = new FilterRegistrationBean<>(
				new ResourceUrlEncodingFilter());
		registration.setEnabled(false);
		return registration;
	}

}

package dev.postern.ui.input;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class InputConfiguration implements WebMvcConfigurer {

	/** Nobody without access learns which parameters there are. */
	private static final int AFTER_THE_GUARD = 1;

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(new UnknownParameterInterceptor()).addPathPatterns("/api/**").order(AFTER_THE_GUARD);
	}

}

package dev.postern.identity.web.api;

import dev.postern.identity.Person;
import dev.postern.kernel.Actor;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.utils.SpringDocUtils;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the description of the API says of all endpoints alike. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	private static final String BEARER = "bearer";

	static {
		SpringDocUtils.getConfig().addRequestWrapperToIgnore(Person.class, Actor.class);
	}

	@Bean
	OpenAPI description() {
		SecurityScheme token = new SecurityScheme().type(SecurityScheme.Type.HTTP)
			.scheme(BEARER)
			.description("An access token of the configured issuer, or a personal token (pst_…). A personal token is "
					+ "good for reading, for reading and changing, or for the ssh config of its person alone; "
					+ "anything else is answered with 403.");
		return new OpenAPI()
			.info(new Info().title("Postern")
				.version("v1")
				.description("SSH to servers whose port 22 is closed. Errors are problem documents (RFC 9457)."))
			.components(new Components().addSecuritySchemes(BEARER, token))
			.addSecurityItem(new SecurityRequirement().addList(BEARER));
	}

}

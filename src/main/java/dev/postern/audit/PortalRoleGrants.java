package dev.postern.audit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Has the role that owns the tables give the portal's role what it works with, after each
 * migration: of the audit only the right to read it and to record an entry.
 */
@Configuration(proxyBeanMethods = false)
class PortalRoleGrants {

	static final String GRANTS = "classpath:db/grants";

	static final String ROLE = "portal_role";

	@Bean
	FlywayConfigurationCustomizer grants(JdbcConnectionDetails portal) {
		return (flyway) -> {
			String role = Objects.requireNonNullElse(portal.getUsername(), "");
			Map<String, String> placeholders = new HashMap<>(flyway.getPlaceholders());
			placeholders.put(ROLE, role.replace("'", "''"));
			flyway.placeholders(placeholders);
			flyway.locations(Stream.concat(Arrays.stream(flyway.getLocations()).map(String::valueOf), Stream.of(GRANTS))
				.toArray(String[]::new));
		};
	}

}

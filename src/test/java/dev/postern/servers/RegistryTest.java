package dev.postern.servers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.postern.audit.AuditLog;
import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareServiceTokens;
import dev.postern.cloudflare.CloudflareTunnels;
import dev.postern.cloudflare.preflight.Preflight;
import dev.postern.identity.People;
import dev.postern.identity.traces.Traces;
import dev.postern.tryout.EmbeddedPostgresConfiguration;
import dev.postern.ui.ProblemTexts;

import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** A test of the registry on a real Postgres whose clock is in another zone than ours. */
@ApplicationModuleTest(extraIncludes = { "tunnels", "directory", "servicetokens" }, verifyAutomatically = false)
@Import({ EmbeddedPostgresConfiguration.class, RegistryClock.class, Meanwhile.class })
@MockitoBean(types = { AuditLog.class, Cloudflare.class, CloudflareServiceTokens.class, CloudflareTunnels.class,
		ConfigReaders.class, LastLogins.class, People.class, Preflight.class, ProblemTexts.class, Traces.class })
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@TestPropertySource(properties = "spring.datasource.hikari.connection-init-sql=SET TIME ZONE 'Pacific/Kiritimati'")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface RegistryTest {

}

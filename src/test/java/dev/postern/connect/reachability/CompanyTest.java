package dev.postern.connect.reachability;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.postern.tryout.PosternTest;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * A test with the whole application of a company that told it its domain and by which
 * identity provider of the account its people log in. {@link SqlRecorder} notes the SQL.
 */
@PosternTest
@Import(SqlRecorder.class)
@TestPropertySource(properties = { "postern.servers.domains=example.com",
		"postern.identity.cloudflare-provider=" + ReachabilityData.PROVIDER })
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface CompanyTest {

}

package dev.postern.tryout;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.postern.ui.dialect.CheckedPiecesConfiguration;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test with the whole application on a port of its own, an empty database on a real
 * Postgres, a fake Cloudflare (a bean) that knows nothing but the portal's token, and the
 * demo identity provider. Take {@link Portal} as a constructor or method argument to talk
 * to it. Classes with the same settings share one application, whose state is put back
 * before each of them.
 */
@Documented
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestSurroundings.class)
@Import({ EmbeddedPostgresConfiguration.class, LocalEdgeConfiguration.class, CheckedPiecesConfiguration.class,
		Portal.class })
@ExtendWith(StateReset.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PosternTest {

}

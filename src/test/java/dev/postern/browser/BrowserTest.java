package dev.postern.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.postern.connect.reachability.CompanyTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * A test with the whole application and with {@link Chromium#shared() Chromium}. Where
 * there is none the tests are left out, unless {@code POSTERN_REQUIRE_BROWSER=1} says
 * that it has to be there: then they fail. What the browser did in a test that fails is
 * kept as a {@link Trace}.
 */
@CompanyTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith({ BrowserTest.Installed.class, Trace.Keeper.class })
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface BrowserTest {

	/** Looks for Chromium, and closes it after the last test of all. */
	class Installed implements ExecutionCondition, TestInstancePreConstructCallback {

		private static final ExtensionContext.Namespace OPEN = ExtensionContext.Namespace.create(Installed.class);

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			boolean found = Chromium.find().isPresent();
			if (!found && "1".equals(System.getenv("POSTERN_REQUIRE_BROWSER"))) {
				throw new IllegalStateException("POSTERN_REQUIRE_BROWSER is set, but there is no Chromium");
			}
			return found ? ConditionEvaluationResult.enabled("Chromium is installed")
					: ConditionEvaluationResult.disabled("there is no Chromium on the PATH");
		}

		@Override
		public void preConstructTestInstance(TestInstanceFactoryContext instance, ExtensionContext context) {
			context.getRoot().getStore(OPEN).computeIfAbsent(Chromium.class, (key) -> Chromium.open());
		}

	}

}

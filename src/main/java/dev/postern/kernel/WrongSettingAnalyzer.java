package dev.postern.kernel;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says at start what is wrong with a setting, without a stack trace. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class WrongSettingAnalyzer extends AbstractFailureAnalyzer<WrongSetting> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, WrongSetting cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
	}

}

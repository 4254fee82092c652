package dev.postern.audit.web;

import java.util.ResourceBundle;
import java.util.stream.Stream;

import dev.postern.identity.web.SignInRefused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class AuditRowTests {

	static Stream<String> reasons() {
		return Stream.concat(Stream.of(SignInRefused.Reason.values()).map(SignInRefused.Reason::code),
				Stream.of("failed", "not-valid", "malformed", "silent", "outdated"));
	}

	@ParameterizedTest
	@MethodSource("reasons")
	void eachReasonOfARefusalHasAText(String reason) {
		assertThat(ResourceBundle.getBundle("messages").containsKey("audit.reason." + reason)).isTrue();
	}

}

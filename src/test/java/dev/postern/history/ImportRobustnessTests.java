package dev.postern.history;

import dev.postern.cloudflare.model.AccessRequest;
import dev.postern.history.search.LoginFilter;
import dev.postern.rules.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.JsonNodeFactory;

import static dev.postern.history.LoginHistoryExtension.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

class ImportRobustnessTests {

	@RegisterExtension
	static final LoginHistoryExtension history = new LoginHistoryExtension();

	@Test
	void i14LoginThatCannotBeExplainedKeepsNoOtherOut() {
		history.policy(mock(Policy.class, (call) -> {
			throw new StackOverflowError();
		}));
		history.log()
			.add("ours", NOON.minusSeconds(60))
			.add(FakeLoginLog.entry("foreign", NOON.minusSeconds(30), "dev@example.com", "wiki.example.jp", true));

		history.importAt(NOON);

		assertThat(history.rays()).containsExactly("foreign", "ours");
		assertThat(history.overview().state().failure()).isNull();
		assertThat(history.logins().find(LoginFilter.EVERYTHING, null, 10).items())
			.allSatisfy((login) -> assertThat(login.explained()).isNull());
	}

	@Test
	void i14AddressWithAZoneKeepsNoOtherOut() {
		history.log()
			.add(new AccessRequest("zone", NOON.minusSeconds(60), "login", true, "dev@example.com", "fe80::1%1", null,
					null, null, null, JsonNodeFactory.instance.objectNode().put("ip_address", "fe80::1%1")))
			.add("other", NOON.minusSeconds(30));

		history.importAt(NOON);

		assertThat(history.rays()).containsExactly("other", "zone");
	}

	@Test
	void i14WhateverStopsAnImportIsSeen() {
		history.importAt(NOON);
		history.log().beforeRead(1, () -> {
			throw new StackOverflowError();
		});

		assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> history.importAt(NOON.plusSeconds(60)));

		assertThat(history.overview().state().failure()).isEqualTo(ImportFailure.FAILED);
		history.importAt(NOON.plusSeconds(120));
		assertThat(history.overview().state().failure()).isNull();
	}

}

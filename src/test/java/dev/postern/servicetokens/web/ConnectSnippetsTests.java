package dev.postern.servicetokens.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectSnippetsTests {

	private static final String HOSTNAME = "ssh-db1.example.jp";

	@ParameterizedTest
	@ValueSource(strings = { "deploy", "user.name", "_svc", "a+b", "1st" })
	void plainUserStandsBeforeTheHostname(String user) {
		assertThat(ConnectSnippets.login(user, HOSTNAME)).isEqualTo(user + "@" + HOSTNAME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "CORP\\deploy", "corp.example\\first.last", "CORP\\host$", "host$", "deploy@corp.example",
			"it's $(id) `id` ${HOME}" })
	void shellGivesSshExactlyTheUserByAnOptionOfItsOwn(String user) throws IOException, InterruptedException {
		Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + ConnectSnippets.login(user, HOSTNAME))
			.start();
		String arguments = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

		assertThat(shell.waitFor()).isZero();
		assertThat(arguments.lines()).containsExactly("-l", user, HOSTNAME);
	}

}

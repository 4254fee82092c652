package dev.postern.reconcile.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

class CurlTests {

	@TempDir
	private Path directory;

	@Test
	void leavesTheTokenOut() {
		assertThat(Curl.of("DELETE", "/zones/z/dns_records/r", null)).isEqualTo("""
				curl -X DELETE "https://api.cloudflare.com/client/v4/zones/z/dns_records/r" \\
				  -H "Authorization: Bearer $CLOUDFLARE_API_TOKEN\"""");
	}

	@Test
	void whatAShellSendsIsWhatIsShownWhateverNamesContain() throws Exception {
		String hostile = "x'\"$(touch pwned)`touch pwned`\\\nEND_OF_JSON\n; touch pwned #";
		String json = JsonNodeFactory.instance.objectNode().put("name", hostile).toPrettyString();

		String received = run(Curl.of("POST", "/accounts/$CLOUDFLARE_ACCOUNT_ID/access/apps", json));

		assertThat(JsonMapper.builder().build().readTree(received).path("name").asString()).isEqualTo(hostile);
		assertThat(this.directory.resolve("pwned")).doesNotExist();
	}

	/** Runs a command with a curl that only repeats what it is given. */
	private String run(String command) throws IOException, InterruptedException {
		Path script = this.directory.resolve("script");
		Files.writeString(script, "curl() { cat; }\n" + command + "\n");
		Process shell = new ProcessBuilder("bash", script.toString()).directory(this.directory.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(shell.waitFor()).as(output).isZero();
		return output;
	}

}

package dev.postern.tunnels.install;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import javax.xml.parsers.DocumentBuilderFactory;

import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.Secret;
import dev.postern.kernel.TunnelId;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What runs a connector, read by those who read it on a host. */
class ConnectorTextsTests {

	private static final TunnelId TUNNEL = TunnelId.of("f70ff985-a4ef-4643-bbbc-4a0ed4fc8415");

	private static final Secret TOKEN = new Secret("eyJhIjoiMDIzZTEwNWY0ZWNlZjhhZDljYTMx+/0In0=");

	private static final Result OK = new Result(0, "");

	@TempDir
	private Path folder;

	private final ConnectorTexts texts = new ConnectorTexts();

	static Stream<ConnectorForm> scripts() {
		return Stream.of(ConnectorForm.DOCKER, ConnectorForm.SYSTEMD, ConnectorForm.MACOS);
	}

	@ParameterizedTest
	@EnumSource(ConnectorForm.class)
	void eachFormIsWholeWithItsTokenInOnePlace_I9(ConnectorForm form) {
		for (ConnectorProtocol protocol : ConnectorProtocol.values()) {
			String shown = this.texts.text(TUNNEL, form, protocol);
			Secret told = this.texts.text(TUNNEL, form, protocol, TOKEN);

			assertThat(shown).contains(ConnectorTexts.PLACEHOLDER, TUNNEL.toString()).doesNotContainPattern("@[A-Z]+@");
			assertThat(told.reveal()).isEqualTo(shown.replace(ConnectorTexts.PLACEHOLDER, TOKEN.reveal()));
			assertThat(told.reveal().split(Pattern.quote(TOKEN.reveal()), -1)).as("the token stands once").hasSize(2);
			assertThat(told).hasToString("***");
			assertThat(told.reveal()).as("no argument of a process").doesNotContain("--token ", "service install");
			assertThat(shown.contains("--protocol") && shown.contains("http2"))
				.isEqualTo(protocol == ConnectorProtocol.HTTP2);
		}
	}

	@Test
	void composeIsReadAsOneServiceThatReachesItsHost() {
		Map<String, Object> service = map(
				map(yaml(ConnectorForm.COMPOSE, ConnectorProtocol.HTTP2).getFirst(), "services"), "cloudflared");

		assertThat(service.get("image")).isEqualTo("cloudflare/cloudflared:2026.8.2");
		assertThat(service.get("command"))
			.isEqualTo("tunnel --no-autoupdate --protocol http2 --metrics 127.0.0.1:2000 run");
		assertThat(service.get("extra_hosts")).isEqualTo(List.of("host.docker.internal:host-gateway"));
		assertThat(service.get("restart")).isEqualTo("unless-stopped");
		assertThat(map(service, "environment")).containsEntry("TUNNEL_TOKEN", TOKEN.reveal());
		assertThat(map(service, "healthcheck")).containsEntry("test",
				List.of("CMD", "cloudflared", "tunnel", "--metrics", "127.0.0.1:2000", "ready"));
	}

	@Test
	void composeItselfTakesTheFile() throws Exception {
		Assumptions.assumeTrue(run(List.of("docker", "compose", "version")).status() == 0, "no docker compose");
		Path file = written(ConnectorForm.COMPOSE, ConnectorProtocol.AUTO);

		assertThat(run(List.of("docker", "compose", "--file", file.toString(), "config", "--quiet"))).isEqualTo(OK);
	}

	@Test
	void theManifestIsReadAsASecretAndADeploymentThatTakesItsTokenFromThere() {
		List<Map<String, Object>> objects = yaml(ConnectorForm.KUBERNETES, ConnectorProtocol.HTTP2);

		assertThat(objects).extracting((object) -> object.get("kind")).containsExactly("Secret", "Deployment");
		assertThat(map(objects.getFirst(), "stringData")).isEqualTo(Map.of("token", TOKEN.reveal()));
		String secret = String.valueOf(map(objects.getFirst(), "metadata").get("name"));
		Map<String, Object> specification = map(objects.getLast(), "spec");
		Map<String, Object> template = map(specification, "template");
		assertThat(map(map(template, "metadata"), "labels"))
			.containsAllEntriesOf(map(map(specification, "selector"), "matchLabels"));
		Map<String, Object> container = first(map(template, "spec"), "containers");
		assertThat(container.get("args")).isEqualTo(
				List.of("tunnel", "--no-autoupdate", "--protocol", "http2", "--metrics", "127.0.0.1:2000", "run"));
		assertThat(first(container, "env")).isEqualTo(Map.of("name", "TUNNEL_TOKEN", "valueFrom",
				Map.of("secretKeyRef", Map.of("name", secret, "key", "token"))));
		assertThat(container).containsKeys("readinessProbe", "livenessProbe");
	}

	@ParameterizedTest
	@MethodSource("scripts")
	void shellsAndShellcheckTakeTheScripts(ConnectorForm form) throws Exception {
		for (ConnectorProtocol protocol : ConnectorProtocol.values()) {
			Path script = written(form, protocol);

			for (String shell : List.of("sh", "dash", "bash")) {
				if (isInstalled(shell)) {
					assertThat(run(List.of(shell, "-n", script.toString()))).as(shell).isEqualTo(OK);
				}
			}
			if (isInstalled("shellcheck")) {
				assertThat(run(List.of("shellcheck", script.toString()))).isEqualTo(OK);
			}
		}
	}

	@Test
	void systemdTakesTheUnit() throws Exception {
		String script = this.texts.text(TUNNEL, ConnectorForm.SYSTEMD, ConnectorProtocol.HTTP2);
		String unit = between(script, "<<END_OF_UNIT\n", "END_OF_UNIT\n").replace("$program", "/bin/true");

		assertThat(unit).contains("ExecStart=/bin/true tunnel --no-autoupdate --protocol http2 run\n",
				"EnvironmentFile=/etc/cloudflared/cloudflared-f70ff985.env\n");
		Assumptions.assumeTrue(isInstalled("systemd-analyze"), "no systemd-analyze");
		Path file = Files.writeString(this.folder.resolve("cloudflared-f70ff985.service"), unit);
		Result result = run(List.of("systemd-analyze", "verify", "--man=no", file.toString()));
		assertThat(result.output().lines().filter((line) -> line.contains("cloudflared-f70ff985"))).isEmpty();
	}

	@Test
	void launchdsFileIsReadAsXml() throws Exception {
		String script = this.texts.text(TUNNEL, ConnectorForm.MACOS, ConnectorProtocol.HTTP2);
		String plist = between(script, "<<END_OF_PLIST\n", "END_OF_PLIST\n");
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
		Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(plist)));

		List<String> strings = Stream.iterate(0, (i) -> i + 1)
			.limit(document.getElementsByTagName("string").getLength())
			.map((i) -> document.getElementsByTagName("string").item(i).getTextContent())
			.toList();
		assertThat(strings).containsSubsequence("$program", "tunnel", "--no-autoupdate", "--protocol", "http2", "run",
				"--token-file", "/usr/local/etc/cloudflared/cloudflared-f70ff985.token");
	}

	@Test
	void theTokenIsInAFileOfItsOwnerAndInNoArgument_I9() throws Exception {
		Path programs = Files.createDirectory(this.folder.resolve("bin"));
		Path docker = Files.writeString(programs.resolve("docker"), "#!/bin/sh\necho \"$@\" >>arguments\n");
		Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
		Path environment = Files.writeString(this.folder.resolve("cloudflared-f70ff985.env"), "left from before");
		Files.setPosixFilePermissions(environment, PosixFilePermissions.fromString("rw-r--r--"));
		Path script = written(ConnectorForm.DOCKER, ConnectorProtocol.AUTO);

		assertThat(run(List.of("sh", script.toString()), programs + ":/usr/bin:/bin").status()).isZero();

		assertThat(environment).hasContent("TUNNEL_TOKEN=" + TOKEN.reveal());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(environment))).isEqualTo("rw-------");
		assertThat(this.folder.resolve("arguments")).content()
			.contains("--env-file cloudflared-f70ff985.env", "--add-host host.docker.internal:host-gateway")
			.doesNotContain(TOKEN.reveal());
	}

	@Test
	void whatRunsStaysWhenTheNewImageDoesNotCome() throws Exception {
		Path programs = Files.createDirectory(this.folder.resolve("bin"));
		Path docker = Files.writeString(programs.resolve("docker"),
				"#!/bin/sh\necho \"$@\" >>arguments\ntest \"$1\" != pull\n");
		Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwx------"));
		Path script = written(ConnectorForm.DOCKER, ConnectorProtocol.AUTO);

		assertThat(run(List.of("sh", script.toString()), programs + ":/usr/bin:/bin").status()).isNotZero();

		assertThat(this.folder.resolve("arguments")).content().contains("pull").doesNotContain("rm ", "run ");
	}

	@Test
	void windowsServiceReadsAFileThatOnlyAdministratorsRead() {
		String script = this.texts.text(TUNNEL, ConnectorForm.WINDOWS, ConnectorProtocol.HTTP2);

		assertThat(script).containsSubsequence("Remove-Item -LiteralPath $folder", "New-Item -ItemType Directory",
				"icacls.exe $folder /inheritance:r", "if ($LASTEXITCODE -ne 0)", "throw", "/setowner",
				"if ($LASTEXITCODE -ne 0)", "throw", "Set-Content",
				"'\"{0}\" tunnel --no-autoupdate --protocol http2 run --token-file \"{1}\"' -f $program, $file",
				"New-Service", "Start-Service");
		assertThat(script.chars().filter((c) -> c == '{').count())
			.isEqualTo(script.chars().filter((c) -> c == '}').count());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\"b", "a'b", "a\nEND_OF_TOKEN\nrm -rf /", "$(id)", "`id`", "a;b", "a\\b",
			"é" })
	void aTokenThatCouldMeanMoreIsWrittenNowhere(String token) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.texts.text(TUNNEL, ConnectorForm.DOCKER, ConnectorProtocol.AUTO, new Secret(token)));
	}

	@Test
	void otherNamesAreNoFormsAndNoProtocols_I15() {
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> ConnectorForm.of("COMPOSE"))
			.satisfies((ex) -> assertThat(ex.problems()).extracting("field").containsExactly("form"));
		assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> ConnectorProtocol.of("quic"))
			.satisfies((ex) -> assertThat(ex.problems()).extracting("field").containsExactly("protocol"));
	}

	private Path written(ConnectorForm form, ConnectorProtocol protocol) throws IOException {
		return Files.writeString(this.folder.resolve(form.fileName()),
				this.texts.text(TUNNEL, form, protocol, TOKEN).reveal());
	}

	@SuppressWarnings("unchecked")
	private List<Map<String, Object>> yaml(ConnectorForm form, ConnectorProtocol protocol) {
		Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
		return StreamSupport
			.stream(yaml.loadAll(this.texts.text(TUNNEL, form, protocol, TOKEN).reveal()).spliterator(), false)
			.map((document) -> (Map<String, Object>) document)
			.toList();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Map<String, Object> of, String key) {
		return (Map<String, Object>) Objects.requireNonNull(of.get(key));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> first(Map<String, Object> of, String key) {
		return ((List<Map<String, Object>>) Objects.requireNonNull(of.get(key))).getFirst();
	}

	private static String between(String text, String begin, String end) {
		Matcher matcher = Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
			.matcher(text);
		assertThat(matcher.find()).isTrue();
		return matcher.group(1);
	}

	private boolean isInstalled(String program) throws Exception {
		return run(List.of("sh", "-c", "command -v " + program)).status() == 0;
	}

	private Result run(List<String> command) throws Exception {
		return run(command, System.getenv("PATH"));
	}

	private Result run(List<String> command, String path) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true);
		builder.environment().put("PATH", path);
		Process process;
		try {
			process = builder.start();
		}
		catch (IOException ex) {
			return new Result(127, "");
		}
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		return new Result(process.exitValue(), output);
	}

	private record Result(int status, String output) {
	}

}

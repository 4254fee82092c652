package dev.postern.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.postern.fake.FakeCloudflare;
import dev.postern.kernel.TunnelId;
import dev.postern.tryout.DemoPerson;
import dev.postern.tryout.Portal;
import dev.postern.tryout.PosternTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestConstructor;
import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The commands of the page “Other programs”, as they stand there, typed for the real
 * programs, which reach a real sshd through the stand-in for cloudflared.
 */
@PosternTest
@RequiresOpenSsh({ "ssh", "sshd", "ssh-keygen", "scp", "sftp", "sftp-server" })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
class ToolsThroughPortalTests {

	private static final String HOSTNAME = "ssh-db1.example.jp";

	private static final String SAID = "from behind the server";

	private final Portal portal;

	private final FakeCloudflare cloudflare;

	private @Nullable World world;

	ToolsThroughPortalTests(Portal portal, FakeCloudflare cloudflare) {
		this.portal = portal;
		this.cloudflare = cloudflare;
	}

	@BeforeAll
	void connect(@TempDir Path directory) throws IOException {
		this.cloudflare.addZone("example.jp");
		TunnelId tunnel = this.cloudflare.addTunnel("office");
		this.cloudflare.addConnector(tunnel);
		Path home = Files.createDirectory(directory.resolve("home-on-the-server"));
		Sshd sshd = new Sshd(directory, settings(directory, home));
		StandInEdge edge = new StandInEdge(this.cloudflare);
		ClientComputer computer = new ClientComputer(directory, edge, DemoPerson.DEVELOPER.email(),
				sshd.knownHosts(HOSTNAME));
		String server = register(tunnel, sshd.port());
		await().until(() -> isReady(server));
		computer.save(this.portal.as(DemoPerson.DEVELOPER)
			.get("/connect/ssh-config?system=unix&identityFile="
					+ URLEncoder.encode(sshd.identityFile().toString(), StandardCharsets.UTF_8))
			.body());
		String page = this.portal.as(DemoPerson.DEVELOPER)
			.get("/servers/%s/tools?system=linux".formatted(server.substring(server.lastIndexOf('/') + 1)))
			.body();
		this.world = new World(home, Files.createDirectory(directory.resolve("folder-on-the-computer")), sshd, edge,
				computer, page);
	}

	@AfterAll
	void close() {
		if (this.world != null) {
			this.world.edge().close();
			this.world.sshd().close();
		}
	}

	@Test
	void scpTakesAFileThereAndBack() throws IOException {
		Path report = Files.writeString(world().folder().resolve("report.txt"), "all is well");

		assertThat(type(command("scp", 1))).isEqualTo(new Ssh.Result(0, "", ""));
		assertThat(world().home().resolve("report.txt")).hasContent("all is well");
		Files.delete(report);
		assertThat(type(command("scp", 2)).exit()).isZero();
		assertThat(report).hasContent("all is well");
	}

	@Test
	void sftpListsGetsAndPuts() throws IOException {
		Files.writeString(world().home().resolve("on-the-server.txt"), "here");
		Files.writeString(world().folder().resolve("to-the-server.txt"), "there");

		Ssh.Result result = type(command("sftp", 1), "ls\nget on-the-server.txt\nput to-the-server.txt\nbye\n");

		assertThat(result.output()).contains("on-the-server.txt");
		assertThat(world().folder().resolve("on-the-server.txt")).hasContent("here");
		assertThat(world().home().resolve("to-the-server.txt")).hasContent("there");
	}

	@Test
	void rsyncKeepsAFolderTheSame() throws IOException {
		assumeTrue(RequiresOpenSsh.Installed.find("rsync").isPresent(), "rsync is not installed");
		Path site = Files.createDirectories(world().folder().resolve("site"));
		Files.writeString(site.resolve("index.html"), "one");

		assertThat(type(command("rsync", 1)).exit()).isZero();
		Files.writeString(site.resolve("index.html"), "two and more");
		assertThat(type(command("rsync", 1)).output()).contains("index.html");
		assertThat(world().home().resolve("site").resolve("index.html")).hasContent("two and more");
	}

	@Test
	void gitClonesARepositoryAndPushesToIt() {
		assumeTrue(RequiresOpenSsh.Installed.find("git").isPresent(), "git is not installed");
		assertThat(type("git init -q --bare '%s'".formatted(world().home().resolve("project.git"))).exit()).isZero();

		assertThat(type(command("git", 1)).exit()).isZero();
		assertThat(
				type("git -C project -c user.name=a -c user.email=a@example.com commit -q --allow-empty -m one").exit())
			.isZero();
		Ssh.Result pushed = type("git -C project push -q origin HEAD:main");

		assertThat(pushed.exit()).as(pushed.output()).isZero();
		assertThat(type("git -C '%s' log --format=%%s main".formatted(world().home().resolve("project.git"))).output())
			.isEqualTo("one\n");
	}

	/** With other numbers, as the page says. */
	@Test
	void forwardLeadsToAPortBehindTheServer() throws IOException {
		String command = command("forward", 1);
		assertThat(command).contains("-L 5432:localhost:5432");
		try (ServerSocket service = service()) {
			int port = freePort();
			Process forward = world().computer()
				.type(command.replace("5432:localhost:5432", "%d:localhost:%d".formatted(port, service.getLocalPort())),
						world().folder());
			try {
				assertThat(said(Proxy.NO_PROXY, port)).isEqualTo(SAID);
			}
			finally {
				end(forward);
			}
		}
	}

	@Test
	void browserGoesOutFromTheServerByTheSocksProxy() throws IOException {
		String command = command("proxy", 1);
		assertThat(command).contains("-D 1080");
		try (ServerSocket service = service()) {
			int port = freePort();
			Process proxy = world().computer().type(command.replace("-D 1080", "-D " + port), world().folder());
			try {
				assertThat(
						said(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
								service.getLocalPort()))
					.isEqualTo(SAID);
			}
			finally {
				end(proxy);
			}
		}
	}

	/** What is typed on a page for a program. */
	private String command(String tool, int number) {
		Matcher code = Pattern.compile("<code id=\"%s-%d\">(.*?)</code>".formatted(tool, number))
			.matcher(world().page());
		assertThat(code.find()).as("%s on the page", tool).isTrue();
		return HtmlUtils.htmlUnescape(code.group(1));
	}

	private Ssh.Result type(String line) {
		return type(line, "");
	}

	private Ssh.Result type(String line, String input) {
		try {
			Process process = world().computer().type(line, world().folder());
			try (OutputStream typed = process.getOutputStream()) {
				typed.write(input.getBytes(StandardCharsets.UTF_8));
			}
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			boolean ended = process.waitFor(60, TimeUnit.SECONDS);
			return new Ssh.Result(ended ? process.exitValue() : -1, output, "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Says the same to whoever comes. */
	private static ServerSocket service() throws IOException {
		ServerSocket service = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
		Thread.startVirtualThread(() -> {
			while (!service.isClosed()) {
				try (Socket guest = service.accept()) {
					guest.getOutputStream().write(SAID.getBytes(StandardCharsets.UTF_8));
				}
				catch (IOException ex) {
					// Closed, or the guest went.
				}
			}
		});
		return service;
	}

	/** What is said at a port of localhost, once somebody is there. */
	private static String said(Proxy way, int port) {
		return await().ignoreExceptionsInstanceOf(IOException.class).until(() -> {
			try (Socket socket = new Socket(way)) {
				socket
					.connect(way.equals(Proxy.NO_PROXY) ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
							: InetSocketAddress.createUnresolved("localhost", port));
				InputStream answer = socket.getInputStream();
				return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
			}
		}, (text) -> !text.isEmpty());
	}

	private static void end(Process process) {
		process.destroy();
		assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(60));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/** Whoever comes is in a folder of the test, not at home. */
	private static String settings(Path directory, Path home) throws IOException {
		Path shell = Files.writeString(directory.resolve("shell"), """
				#!/bin/sh
				cd '%s' && eval "$SSH_ORIGINAL_COMMAND"
				""".formatted(home));
		Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
		return "Subsystem sftp %s\nForceCommand %s"
			.formatted(RequiresOpenSsh.Installed.find("sftp-server").orElseThrow(), shell);
	}

	private String register(TunnelId tunnel, int port) {
		String body = """
				{"name": "db1", "hostname": "%s", "tunnelId": "%s", "service": "ssh://127.0.0.1:%d", "loginUser": "%s",
				 "applicationType": "ssh", "sessionDuration": "24h",
				 "policies": [{"name": "Allow one", "decision": "allow", "include": [{"email": {"email": "%s"}}]}]}"""
			.formatted(HOSTNAME, tunnel, port, Sshd.user(), DemoPerson.DEVELOPER.email());
		HttpResponse<String> created = await().until(
				() -> this.portal.api(DemoPerson.ADMIN).json("POST", "/api/v1/servers", body),
				(answer) -> answer.statusCode() == 201);
		return created.headers().firstValue("Location").orElseThrow();
	}

	private boolean isReady(String server) {
		Map<?, ?> answer = JsonMapper.shared()
			.readValue(this.portal.api(DemoPerson.ADMIN).get(server).body(), Map.class);
		return "READY".equals(answer.get("phase"));
	}

	private World world() {
		return Objects.requireNonNull(this.world);
	}

	/** Both ends and the page. */
	private record World(Path home, Path folder, Sshd sshd, StandInEdge edge, ClientComputer computer, String page) {
	}

}

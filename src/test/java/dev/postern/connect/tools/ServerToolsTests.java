package dev.postern.connect.tools;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.CloudflaredPath;
import dev.postern.connect.SshHost;
import dev.postern.connect.TestConfigs;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.ServerId;
import dev.postern.servers.hostkeys.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServerToolsTests {

	private static final String PROGRAM_FILES = "C:\\Program Files (x86)\\cloudflared\\cloudflared.exe";

	@ParameterizedTest
	@EnumSource
	void programsThatReadTheConfigNameTheServerAsItDoes(ClientSystem system) {
		List<Tool> tools = tools(host("acme-db1", "deploy"), system);

		assertThat(tools).allSatisfy((tool) -> assertThat(tool.commands())
			.allMatch((command) -> command.contains("acme-db1") || command.contains("ssh-db1.example.jp")
					|| command.startsWith("git config ") || command.endsWith("@localhost")));
		assertThat(tools).extracting(Tool::code)
			.doesNotHaveDuplicates()
			.contains("scp", "sftp", "editor", "local-port");
	}

	@ParameterizedTest
	@CsvSource({ "LINUX,rsync,git", "MACOS,rsync,git", "WSL,rsync,git", "GIT_BASH,rsync-elsewhere,git",
			"WINDOWS,rsync-elsewhere,git-windows" })
	void whatASystemLacksIsSaid(ClientSystem system, String rsync, String git) {
		assertThat(tools(host("db1", "deploy"), system)).extracting(Tool::code).contains(rsync, git);
	}

	/** PowerShell would print a path between quotes instead of calling it. */
	@Test
	void cloudflaredIsCalledAsTheShellOfTheSystemWantsIt() {
		assertThat(localPort(host("db1", "deploy"), ClientSystem.WINDOWS.usualCloudflared()).getFirst()).isEqualTo(
				"& \"%s\" access tcp --hostname ssh-db1.example.jp --url localhost:2222".formatted(PROGRAM_FILES));
		assertThat(localPort(host("db1", "deploy"), new CloudflaredPath(ClientSystem.WINDOWS, "cloudflared.exe"))
			.getFirst()).startsWith("cloudflared.exe access tcp ");
		assertThat(localPort(host("db1", "deploy"), ClientSystem.GIT_BASH.usualCloudflared()).getFirst())
			.startsWith("\"C:/Program Files (x86)/cloudflared/cloudflared.exe\" access tcp ");
	}

	@ParameterizedTest
	@CsvSource({ "deploy,deploy@localhost", "CORP\\dev,-l 'CORP\\dev' localhost",
			"dev@corp.example,-l 'dev@corp.example' localhost", "svc$,-l 'svc$' localhost" })
	void loginUserIsOneWordForTheShell(String user, String login) {
		assertThat(localPort(host("db1", user), ClientSystem.LINUX.usualCloudflared()).getLast())
			.isEqualTo("ssh -p 2222 " + login);
	}

	/** As localhost the server has no key, or that of another one. */
	@Test
	void pinnedKeyCountsOnALocalPortToo() {
		SshHost host = TestConfigs.pinned(host("db1", "deploy"), TestKeys.pinned(1, TestKeys.ONE));

		assertThat(localPort(host, ClientSystem.LINUX.usualCloudflared()).getLast())
			.isEqualTo("ssh -p 2222 -o HostKeyAlias=ssh-db1.example.jp -o UserKnownHostsFile=~/.ssh/postern_known_hosts"
					+ " -o StrictHostKeyChecking=yes deploy@localhost");
	}

	@ParameterizedTest
	@CsvSource({ "deploy,/home/deploy", "root,/root", "CORP\\dev,/" })
	void editorOpensAFolderThatIsThere(String user, String folder) {
		assertThat(editor(host("db1", user)).link())
			.isEqualTo("vscode://vscode-remote/ssh-remote+db1%s?windowId=_blank".formatted(folder));
	}

	/**
	 * An address has no capitals: without this the editor would look for another name.
	 */
	@Test
	void editorIsGivenCapitalsInHexadecimal() {
		String address = Objects.requireNonNull(editor(host("DB1", "deploy")).link());

		String name = Stream.of(address.split("[+/?]")).skip(4).findFirst().orElseThrow();

		assertThat(new String(HexFormat.of().parseHex(name), StandardCharsets.UTF_8))
			.isEqualTo("{\"hostName\":\"DB1\"}");
	}

	@Test
	void nothingIsMadeOfWhatCannotStandInAConfig_I12() {
		SshHost hostile = host("db1", "deploy; rm -rf ~");

		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ServerTools(hostile, ClientSystem.LINUX.usualCloudflared()));
	}

	@ParameterizedTest
	@CsvSource({ "dev@example.com,dev,true", "dev@example.com,deploy,false", "dev+db@example.com,dev+db,true" })
	void terminalSignsInAsTheFrontOfTheAddress(String email, String loginUser, boolean usual) {
		BrowserTerminal terminal = BrowserTerminal.of(new Hostname("ssh-db1.example.jp"), EmailAddress.of(email),
				loginUser);

		assertThat(terminal).isEqualTo(
				new BrowserTerminal("https://ssh-db1.example.jp/", email.substring(0, email.indexOf('@')), usual));
	}

	private static List<String> localPort(SshHost host, CloudflaredPath cloudflared) {
		return tool(new ServerTools(host, cloudflared).all(), "local-port").commands();
	}

	private static Tool editor(SshHost host) {
		return tool(tools(host, ClientSystem.LINUX), "editor");
	}

	private static List<Tool> tools(SshHost host, ClientSystem system) {
		return new ServerTools(host, system.usualCloudflared()).all();
	}

	private static Tool tool(List<Tool> tools, String code) {
		return tools.stream().filter((tool) -> tool.code().equals(code)).findFirst().orElseThrow();
	}

	private static SshHost host(String alias, String user) {
		return new SshHost(new ServerId(new UUID(0, 1)), alias, "ssh-db1.example.jp", user, "");
	}

}

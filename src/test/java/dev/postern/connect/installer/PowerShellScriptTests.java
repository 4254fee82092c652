package dev.postern.connect.installer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.ConfigStyle;
import dev.postern.connect.SectionMarks;
import dev.postern.connect.TestConfigs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The script for PowerShell, as a text; where there is a PowerShell it is run, too.
 */
class PowerShellScriptTests {

	private static final String API = "https://postern.example.com/api/v1/me/ssh-config?system=windows";

	private static final SectionMarks MARKS = SectionMarks.of(TestConfigs.PORTAL);

	private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'|\"[^\"\\n]*\"|#[^\\n]*");

	private final InstallerScripts scripts = new InstallerScripts();

	@ParameterizedTest
	@EnumSource(ConfigStyle.class)
	void holdsNothingThatPowerShellReadsOtherwise(ConfigStyle style) {
		String script = this.scripts.file(installer(style, config(style, "db1")));
		String code = code(script);

		assertThat(script).startsWith("\ufeff#")
			.doesNotContain("`", "\r", "\t", "@PAGE@", "@ADDRESS@", "@STYLE@", "@BEGIN@", "@END@", "@CARRIES@",
					"@CONFIG@", "@MARK@");
		// Two versions are in use, and the older one has none of these.
		assertThat(code).doesNotContain("??", " ?. ", "&&", "||", "ternary", "-Parallel", "ForEach-Object", "Out-File",
				"Set-Content", "Add-Content", "Get-Content");
		for (String pair : List.of("{}", "()", "[]")) {
			assertThat(count(code, pair.charAt(0))).as(pair).isEqualTo(count(code, pair.charAt(1))).isPositive();
		}
		assertThat(code).doesNotContain("'", "\"");
		assertThat(code.lines().filter((line) -> line.startsWith("param("))).hasSize(1);
	}

	/** Only comments may stand before what a script takes. */
	@Test
	void saysFirstWhatItTakes() {
		String script = this.scripts.file(installer(ConfigStyle.INCLUDE, null));

		assertThat(script.lines().filter((line) -> !line.startsWith("#") && !line.startsWith("\ufeff#")).findFirst())
			.hasValue("param([string] $Action = 'install')");
	}

	@ParameterizedTest
	@EnumSource(ConfigStyle.class)
	void bringsTheConfigInATextThatItCannotEnd(ConfigStyle style) {
		String config = config(style, "db1");
		String script = this.scripts.file(installer(style, config));

		assertThat(script).contains("$carried = @'\n" + config + "'@\n");
		assertThat(config.lines()).noneMatch((line) -> line.startsWith("'"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.scripts.file(installer(style, "# a\n'@\nRemove-Item x\n")));
	}

	@Test
	void pastedItIsOneBlockThatEndsNoWindow() {
		String pasted = this.scripts.pasted(installer(ConfigStyle.INCLUDE, config(ConfigStyle.INCLUDE, "db1")));

		assertThat(pasted).startsWith("& {\n#").endsWith("\n} install\n").doesNotContain("\ufeff");
		assertThat(pasted.split("\\bexit\\b(?! status)", -1)).as("one exit, for a script in a file").hasSize(2);
		assertThat(pasted).contains("if ($PSCommandPath) {\n        exit 1");
	}

	@Test
	void runsWhereThereIsAPowerShell(@TempDir Path directory) throws IOException {
		Assumptions.assumeTrue(Computer.has("pwsh"), "PowerShell is not installed");
		Computer computer = new Computer(directory);
		computer.say("USERPROFILE", computer.home().toString());
		for (String foreign : List.of("Host mine\r\n  User me", "\u00ef\u00bb\u00bfHost \u00ff\n", "")) {
			computer.write("config", foreign.getBytes(StandardCharsets.ISO_8859_1));
			for (ConfigStyle style : ConfigStyle.values()) {
				for (int i = 0; i < 2; i++) {
					assertThat(run(computer, installer(style, config(style, "db1")), "install").exit()).isZero();
				}
				assertThat(computer.text("config")).contains(MARKS.begin() + "\n").endsWith(withoutMark(foreign));
				assertThat(run(computer, installer(style, null), "uninstall").exit()).isZero();
				assertThat(computer.text("config")).isEqualTo(foreign);
			}
		}
		computer.write("config", MARKS.begin() + "\n");
		assertThat(run(computer, installer(ConfigStyle.INLINE, config(ConfigStyle.INLINE, "db1")), "install").exit())
			.isEqualTo(1);
	}

	private Computer.Result run(Computer computer, Installer installer, String word) throws IOException {
		Path file = Files.writeString(computer.home().resolveSibling("postern-ssh.ps1"), this.scripts.file(installer));
		return computer.run("/bin/sh", "exec pwsh -NoProfile -File '%s' %s".formatted(file, word));
	}

	/** What is left without texts and remarks. */
	private static String code(String script) {
		return LITERAL.matcher(script.replaceAll("(?s)@'\n.*?\n'@\n", "\n")).replaceAll("");
	}

	private static long count(String text, char one) {
		return text.chars().filter((c) -> c == one).count();
	}

	private static Installer installer(ConfigStyle style, @Nullable String config) {
		return new Installer(ClientSystem.WINDOWS, style, TestConfigs.PORTAL, API,
				"https://postern.example.com/api/v1/me/known-hosts", config, null);
	}

	private static String config(ConfigStyle style, String server) {
		return TestConfigs.text(TestConfigs.config(ClientSystem.WINDOWS, style, TestConfigs.PORTAL,
				TestConfigs.host(server, server, "ssh-%s.example.jp".formatted(server), "deploy", "")));
	}

	private static String withoutMark(String config) {
		return config.startsWith("\u00ef\u00bb\u00bf") ? config.substring(3) : config;
	}

}

package dev.postern.connect.installer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.KnownHosts;
import dev.postern.connect.SectionMarks;
import dev.postern.kernel.Sha256;

import org.springframework.stereotype.Component;

/** Writes the scripts: for sh, or for PowerShell on Windows. */
@Component
public class InstallerScripts {

	/** Without it Windows PowerShell 5.1 takes a file for one in an old code page. */
	private static final String BYTE_ORDER_MARK = "\ufeff";

	private static final int MARK_LENGTH = 16;

	private final String sh = read("postern-ssh.sh");

	private final String powerShell = read("postern-ssh.ps1");

	/** The script as a file. */
	public String file(Installer installer) {
		return installer.system().powerShell() ? BYTE_ORDER_MARK + script(installer) : script(installer);
	}

	/** The script as one command, to be pasted where commands are typed. */
	public String pasted(Installer installer) {
		String script = script(installer);
		if (installer.system().powerShell()) {
			return "& {\n" + script + "} install\n";
		}
		String mark = mark("POSTERN_SCRIPT_", script);
		return "sh -s install <<'%s'\n%s%s\n".formatted(mark, script, mark);
	}

	/** Changes with the script itself, whatever it is made for. */
	public String version(ClientSystem system) {
		return Sha256.of(template(system));
	}

	private String template(ClientSystem system) {
		return system.powerShell() ? this.powerShell : this.sh;
	}

	private String script(Installer installer) {
		SectionMarks marks = SectionMarks.of(installer.page());
		String config = Objects.requireNonNullElse(installer.config(), "").stripTrailing();
		String keys = Objects.requireNonNullElse(installer.knownHosts(), "").stripTrailing();
		if (installer.system().powerShell()
				&& Stream.of(config, keys).flatMap(String::lines).anyMatch((line) -> line.startsWith("'@"))) {
			throw new IllegalArgumentException("the config ends the text that holds it");
		}
		return template(installer.system()).replace("@PAGE@", installer.page())
			.replace("@ADDRESS@", installer.address())
			.replace("@STYLE@", installer.style().code())
			.replace("@BEGIN@", marks.begin())
			.replace("@END@", marks.end())
			.replace("@CARRIES@", config.isEmpty() ? "no" : "yes")
			.replace("@KEYS_ADDRESS@", installer.keysAddress())
			.replace("@KEYS_NAME@", KnownHosts.NAME)
			.replace("@KEYS_PATH@", KnownHosts.PATH)
			.replace("@KEYS_MARK@", mark("POSTERN_KEYS_", keys))
			.replace("@MARK@", mark("POSTERN_CONFIG_", config))
			.replace("@KEYS@", keys)
			.replace("@CONFIG@", config);
	}

	/** A line that cannot be one of the text, since it is made of the text. */
	private static String mark(String start, String text) {
		String mark = start + Sha256.of(text).substring(0, MARK_LENGTH);
		if (text.lines().anyMatch(mark::equals)) {
			throw new IllegalArgumentException("the text ends itself");
		}
		return mark;
	}

	private static String read(String name) {
		try (InputStream script = Objects
			.requireNonNull(InstallerScripts.class.getResourceAsStream("/dev/postern/connect/installer/" + name))) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

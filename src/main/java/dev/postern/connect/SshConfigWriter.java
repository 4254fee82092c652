package dev.postern.connect;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.postern.kernel.Sha256;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes ssh configs. Nothing that came from outside gets into the text without having
 * been checked against a list of what is allowed; nothing is escaped (I12).
 */
@Component
public class SshConfigWriter {

	/** Of every script, but nothing that ends a line, hides or turns the direction. */
	private static final Pattern COMMENT = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]*");

	/** Old versions of ssh read a longer line as two. */
	private static final int MAX_COMMENT_BYTES = 500;

	private final MessageSource messages;

	SshConfigWriter(MessageSource messages) {
		this.messages = messages;
	}

	/** The text of the file, lines ended by line feeds. */
	public String write(SshConfig config, Instant made) {
		StringBuilder text = new StringBuilder();
		comment(text, "for", config.person().value());
		comment(text, "made", made.truncatedTo(ChronoUnit.SECONDS).toString());
		comment(text, "from", config.portal());
		comment(text, "include");
		comment(text, "generated");
		for (SshHost host : config.hosts()) {
			text.append('\n');
			if (host.writable()) {
				block(text, host, config);
			}
			else {
				comment(text, "left-out", host.id().toString());
			}
		}
		return text.toString();
	}

	/** The same for configs that differ only in when they were made. */
	public String fingerprint(SshConfig config) {
		return Sha256.of(write(config, Instant.EPOCH));
	}

	private void block(StringBuilder text, SshHost host, SshConfig config) {
		if (!host.condition().isEmpty()) {
			comment(text, "condition", host.condition());
		}
		text.append("Host ").append(host.alias()).append('\n');
		option(text, "HostName", host.hostname());
		option(text, "User", host.loginUser());
		option(text, "IdentityFile", config.identityFile().quoted());
		option(text, "IdentitiesOnly", "yes");
		option(text, "ProxyCommand", config.system().proxyCommand());
		option(text, "ServerAliveInterval", "30");
		option(text, "ServerAliveCountMax", "3");
	}

	private static void option(StringBuilder text, String keyword, String value) {
		text.append("    ").append(keyword).append(' ').append(value).append('\n');
	}

	private void comment(StringBuilder text, String code, String... values) {
		String said = message(code, (Object[]) values);
		boolean writable = COMMENT.matcher(said).matches()
				&& said.getBytes(StandardCharsets.UTF_8).length <= MAX_COMMENT_BYTES;
		text.append("# ").append(writable ? said : message("unspoken")).append('\n');
	}

	private String message(String code, Object... values) {
		return this.messages.getMessage("connect.file." + code, values, Locale.ENGLISH);
	}

}

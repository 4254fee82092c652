package dev.postern.connect.installer;

import java.util.List;
import java.util.regex.Pattern;

import dev.postern.connect.ClientSystem;
import dev.postern.connect.ConfigStyle;
import org.jspecify.annotations.Nullable;

/**
 * What a script is made for. Nothing of it but the config is a free text, and neither
 * quotes nor line ends are in what stands between quotes there.
 *
 * @param page where people download their config, as the config says it
 * @param address where the script downloads it
 * @param keysAddress where it downloads the host keys
 * @param config the config that the script brings along; {@code null} for none
 * @param knownHosts the host keys that go with it; {@code null} for none
 */
public record Installer(ClientSystem system, ConfigStyle style, String page, String address, String keysAddress,
		@Nullable String config, @Nullable String knownHosts) {

	private static final Pattern ADDRESS = Pattern
		.compile("https?://[A-Za-z0-9._:\\[\\]-]{1,300}/[A-Za-z0-9._~/?=&%-]{0,2000}");

	public Installer {
		for (String text : List.of(page, address, keysAddress)) {
			if (!ADDRESS.matcher(text).matches()) {
				throw new IllegalArgumentException("not an address for a script: '%s'".formatted(text));
			}
		}
	}

	/** How the file is called. */
	public String name() {
		return this.system.powerShell() ? "postern-ssh.ps1" : "postern-ssh.sh";
	}

}

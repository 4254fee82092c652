package dev.postern.connect.download;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.postern.connect.ClientSetup;
import dev.postern.connect.ClientSystem;
import dev.postern.connect.ConfigStyle;
import dev.postern.connect.SshConfig;
import dev.postern.connect.SshHost;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * How a person gets their config, as the page shows it.
 *
 * @param parameters what was chosen, and not what is usual
 * @param text the file; {@code null} when it is too long to be read on the page
 * @param pinned of how many servers host keys go with it
 * @param news host keys that took the place of others
 * @param stale what the config lacks that was taken last; {@code null} when nothing
 */
public record DownloadView(ClientSetup setup, Map<String, String> parameters, @Nullable String text, int hosts,
		List<SshHost> leftOut, int pinned, List<KeyNews> news, @Nullable StaleConfig stale) {

	/** A longer config is downloaded and not read on the page. */
	private static final int SHOWN = 20;

	public static DownloadView of(SshConfig config, SshConfigRequest request, ConfigFiles files, List<KeyNews> news,
			Optional<StaleConfig> stale) {
		return new DownloadView(config.setup(), request.parameters(),
				(config.hosts().size() <= SHOWN) ? files.text(config) : null, config.hosts().size(), config.leftOut(),
				config.pinned().size(), news, stale.orElse(null));
	}

	public ClientSystem system() {
		return this.setup.system();
	}

	public boolean inline() {
		return this.setup.style() == ConfigStyle.INLINE;
	}

	/** What commands are typed for: {@code unix} or {@code windows}. */
	public String shell() {
		return system().powerShell() ? "windows" : "unix";
	}

	public String script() {
		return system().powerShell() ? "postern-ssh.ps1" : "postern-ssh.sh";
	}

	public List<ClientSystem> systems() {
		return List.of(ClientSystem.values());
	}

	public List<ConfigStyle> styles() {
		return List.of(ConfigStyle.values());
	}

	/** An address with what was chosen. */
	public String link(String path) {
		Map<String, String> chosen = new LinkedHashMap<>(this.parameters);
		chosen.put("system", system().code());
		return link(path, chosen);
	}

	/** The page for another system, where cloudflared lies elsewhere. */
	public String forSystem(ClientSystem other) {
		Map<String, String> chosen = new LinkedHashMap<>(this.parameters);
		chosen.remove("cloudflared");
		chosen.put("system", other.code());
		return link("/connect", chosen);
	}

	private static String link(String path, Map<String, String> chosen) {
		UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
		chosen.keySet().forEach((name) -> address.queryParam(name, "{%s}".formatted(name)));
		return address.encode().buildAndExpand(chosen).toUriString();
	}

}

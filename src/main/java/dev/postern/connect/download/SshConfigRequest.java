package dev.postern.connect.download;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.postern.connect.ClientSetup;
import dev.postern.connect.ClientSystem;
import dev.postern.connect.CloudflaredPath;
import dev.postern.connect.ConfigStyle;
import dev.postern.connect.IdentityFile;
import dev.postern.connect.SshSettings;
import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * Which ssh config a request asks for, as it was sent.
 *
 * @param system linux, macos, windows, wsl or git-bash
 * @param style include or inline
 * @param identityFile the path of the private key
 * @param cloudflared the path of cloudflared
 */
public record SshConfigRequest(@Nullable String system, @Nullable String style, @Nullable String identityFile,
		@Nullable String cloudflared) {

	/**
	 * Reads it; what was left out is what is usual.
	 * @throws InvalidInput naming what cannot be taken
	 */
	public ClientSetup setup(ClientSystem usual, SshSettings settings) {
		List<FieldProblem> problems = new ArrayList<>();
		ClientSystem client = given(this.system) ? ClientSystem.of(text(this.system)).orElse(null) : usual;
		if (client == null) {
			problems.add(FieldProblem.of("system", text(this.system), "connect.error.system"));
			client = usual;
		}
		ConfigStyle kept = given(this.style) ? ConfigStyle.of(text(this.style)).orElse(null) : ConfigStyle.INCLUDE;
		if (kept == null) {
			problems.add(FieldProblem.of("style", text(this.style), "connect.error.style"));
			kept = ConfigStyle.INCLUDE;
		}
		IdentityFile key = Objects.requireNonNullElse(settings.identityFile(), IdentityFile.DEFAULT);
		if (given(this.identityFile)) {
			try {
				key = new IdentityFile(text(this.identityFile));
			}
			catch (IllegalArgumentException ex) {
				problems.add(FieldProblem.of("identityFile", text(this.identityFile), "connect.error.identity-file"));
			}
		}
		CloudflaredPath program = client.usualCloudflared();
		if (given(this.cloudflared)) {
			try {
				program = new CloudflaredPath(client, text(this.cloudflared));
			}
			catch (IllegalArgumentException ex) {
				problems.add(FieldProblem.of("cloudflared", text(this.cloudflared), "connect.error.cloudflared",
						program.path()));
			}
		}
		if (!problems.isEmpty()) {
			throw new InvalidInput(problems);
		}
		return new ClientSetup(program, kept, key);
	}

	/** What was said in it, to say it again in an address. */
	public Map<String, String> parameters() {
		Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("system", text(this.system));
		parameters.put("style", text(this.style));
		parameters.put("identityFile", text(this.identityFile));
		parameters.put("cloudflared", text(this.cloudflared));
		parameters.values().removeIf(String::isBlank);
		return parameters;
	}

	private static boolean given(@Nullable String value) {
		return !text(value).isBlank();
	}

	private static String text(@Nullable String value) {
		return Objects.requireNonNullElse(value, "");
	}

}

package dev.postern.tunnels.lifecycle;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

import dev.postern.cloudflare.CloudflareException;
import dev.postern.kernel.Secret;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.install.ConnectorTexts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a connector connects with: base64 of account, tunnel and secret, as JSON. */
record TunnelToken(Secret text) {

	/**
	 * Reads what Cloudflare told for a tunnel.
	 * @throws CloudflareException when it cannot be written down, or is for another one
	 */
	static TunnelToken of(TunnelId tunnel, Secret told) {
		TunnelToken token = new TunnelToken(told);
		if (!ConnectorTexts.isHarmless(told)) {
			throw CloudflareException.Unavailable.permanent("Cloudflare's answer holds no token that can be used");
		}
		if (token.field("t").filter((id) -> !id.equalsIgnoreCase(tunnel.toString())).isPresent()) {
			throw CloudflareException.Unavailable.permanent("Cloudflare's answer holds the token of another tunnel");
		}
		return token;
	}

	/** Empty when the token does not tell. */
	Optional<TunnelSecret> secret() {
		return field("s").filter((text) -> !text.isBlank()).map((text) -> new TunnelSecret(new Secret(text)));
	}

	/** Nobody promises that a token can be read; then it says nothing of itself. */
	private Optional<String> field(String name) {
		try {
			byte[] content = Base64.getDecoder().decode(this.text.reveal());
			JsonNode value = JsonMapper.shared().readTree(new String(content, StandardCharsets.UTF_8)).path(name);
			return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
		}
		catch (IllegalArgumentException | JacksonException ex) {
			return Optional.empty();
		}
	}

}

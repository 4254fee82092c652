package dev.postern.tunnels.lifecycle;

import java.util.Objects;

import dev.postern.kernel.InvalidInput;
import dev.postern.tunnels.KnownTunnel;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Has people say which tunnel they mean, always where somebody else made it (I2). */
@Component
class TunnelConfirmation {

	private final MadeTunnels made;

	TunnelConfirmation(MadeTunnels made) {
		this.made = made;
	}

	/**
	 * Goes on only when the name is right, or none is needed and none was said.
	 * @throws InvalidInput when it is another one, or lacks although somebody else made
	 * the tunnel
	 */
	void check(KnownTunnel tunnel, @Nullable String said) {
		if (said == null && this.made.find(tunnel.id()).isPresent()) {
			return;
		}
		String name = Objects.requireNonNullElse(said, "").strip();
		if (!name.equals(tunnel.label())) {
			throw InvalidInput.of("name", name, "tunnels.error.confirm", tunnel.label());
		}
	}

}

package dev.postern.tunnels.lifecycle;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Something that a tunnel is needed for.
 *
 * @param name what people call it, for example a hostname or a network
 * @param address where it can be looked at in Postern; {@code null} for nowhere
 */
public record TunnelUse(Kind kind, String name, @Nullable String address) {

	/** What uses it. */
	public enum Kind {

		/** A server of Postern, one that is being removed too. */
		SERVER,
		/** An ingress rule of the tunnel's configuration. */
		RULE,
		/** A DNS record that points at it. */
		RECORD,
		/** A private network that is routed through it. */
		NETWORK,
		/** A connector that is connected. */
		CONNECTOR;

		/** Names its text. */
		public String code() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}

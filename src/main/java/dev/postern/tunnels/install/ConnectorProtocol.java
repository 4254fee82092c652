package dev.postern.tunnels.install;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.postern.kernel.InvalidInput;

/** By which protocol a connector reaches Cloudflare. */
public enum ConnectorProtocol {

	/** QUIC over UDP, as cloudflared chooses by itself. */
	AUTO,
	/** HTTP/2 over TCP, for networks that let no UDP out. */
	HTTP2;

	/**
	 * The protocol of a name.
	 * @throws InvalidInput when it is none
	 */
	public static ConnectorProtocol of(String code) {
		return Arrays.stream(values())
			.filter((protocol) -> protocol.code().equals(code))
			.findFirst()
			.orElseThrow(() -> InvalidInput.of("protocol", code, "tunnels.error.protocol",
					Arrays.stream(values()).map(ConnectorProtocol::code).collect(Collectors.joining(", "))));
	}

	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** What stands for it on the command line, with a blank before it. */
	String flag() {
		return (this == HTTP2) ? " --protocol http2" : "";
	}

}

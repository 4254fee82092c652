package dev.postern.tunnels.install;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.postern.kernel.Secret;
import dev.postern.kernel.TunnelId;
import dev.postern.tunnels.cloudflared.CloudflaredVersion;

import org.springframework.stereotype.Component;

/**
 * Writes what somebody runs, applies or saves on a host to have a connector there. Each
 * text is whole, and its token is never an argument of a process (I9).
 */
@Component
public class ConnectorTexts {

	/** Stands where the token goes as long as nobody asked for it. */
	public static final String PLACEHOLDER = "THE-TOKEN-OF-THE-TUNNEL";

	/** What can stand in each of the texts and mean nothing else there. */
	private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9+/=_.-]{1,4096}");

	private static final int NAME_LENGTH = 8;

	private final Map<ConnectorForm, String> texts = new EnumMap<>(ConnectorForm.class);

	ConnectorTexts() {
		ConnectorForm.all().forEach((form) -> this.texts.put(form, read(form.fileName())));
	}

	/** The text with a placeholder for the token. */
	public String text(TunnelId tunnel, ConnectorForm form, ConnectorProtocol protocol) {
		return filled(tunnel, form, protocol, PLACEHOLDER);
	}

	/** The text with the token in it, which makes it a secret. */
	public Secret text(TunnelId tunnel, ConnectorForm form, ConnectorProtocol protocol, Secret token) {
		if (!isHarmless(token)) {
			throw new IllegalArgumentException("a token that could mean more");
		}
		return new Secret(filled(tunnel, form, protocol, token.reveal()));
	}

	/** Whether a token can mean nothing else in any of the texts. */
	public static boolean isHarmless(Secret token) {
		return HARMLESS.matcher(token.reveal()).matches();
	}

	/** What the connector of a tunnel is called on its host. */
	static String name(TunnelId tunnel) {
		return "cloudflared-" + tunnel.toString().substring(0, NAME_LENGTH);
	}

	private String filled(TunnelId tunnel, ConnectorForm form, ConnectorProtocol protocol, String token) {
		String command = "tunnel --no-autoupdate%s".formatted(protocol.flag());
		return Objects.requireNonNull(this.texts.get(form))
			.replace("@ARGUMENTS@", words(command + " --metrics 127.0.0.1:2000 run", "\"%s\"", ", "))
			.replace("@PLIST@", words(command + " run", "    <string>%s</string>", "\n"))
			.replace("@PROTOCOL@", protocol.flag())
			.replace("@RELEASE@", CloudflaredVersion.FOR_CONNECTORS.toString())
			.replace("@NAME@", name(tunnel))
			.replace("@TUNNEL@", tunnel.toString())
			.replace("@TOKEN@", token);
	}

	private static String words(String command, String shape, String between) {
		return Arrays.stream(command.split(" ")).map(shape::formatted).collect(Collectors.joining(between));
	}

	private static String read(String name) {
		try (InputStream text = Objects
			.requireNonNull(ConnectorTexts.class.getResourceAsStream("/dev/postern/tunnels/install/" + name))) {
			return new String(text.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

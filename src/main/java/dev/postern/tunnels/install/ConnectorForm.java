package dev.postern.tunnels.install;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.postern.kernel.InvalidInput;

/** A way to run a connector on a host. */
public enum ConnectorForm {

	/** A file for Docker Compose. */
	COMPOSE("compose.yaml"),
	/** A script that starts one container. */
	DOCKER("docker.sh"),
	/** A script that sets up a service of systemd. */
	SYSTEMD("systemd.sh"),
	/** A Secret and a Deployment. */
	KUBERNETES("kubernetes.yaml"),
	/** A PowerShell script that sets up a Windows service. */
	WINDOWS("windows.ps1"),
	/** A script that sets up a daemon of launchd. */
	MACOS("macos.sh");

	private final String fileName;

	ConnectorForm(String fileName) {
		this.fileName = fileName;
	}

	/**
	 * The form of a name.
	 * @throws InvalidInput when it is none
	 */
	public static ConnectorForm of(String code) {
		return Arrays.stream(values())
			.filter((form) -> form.code().equals(code))
			.findFirst()
			.orElseThrow(() -> InvalidInput.of("form", code, "tunnels.error.form",
					all().stream().map(ConnectorForm::code).collect(Collectors.joining(", "))));
	}

	/** In the order in which they are shown. */
	public static List<ConnectorForm> all() {
		return List.of(values());
	}

	/** What it is called in addresses and texts. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** How the text is called as a file. */
	String fileName() {
		return this.fileName;
	}

}

package dev.postern.tunnels.lifecycle;

import java.util.Optional;
import java.util.regex.Pattern;

import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.PlainText;

/** Reads what somebody wants to call a tunnel, and says what would be right. */
final class TunnelNames {

	private static final int LONGEST = 100;

	/** Cloudflare's tools would take it for the id of another tunnel. */
	private static final Pattern UUID = Pattern
		.compile("\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}|\\p{XDigit}{32}");

	private TunnelNames() {
	}

	static String checked(String entered) {
		String name = entered.strip();
		if (name.isEmpty()) {
			throw InvalidInput.of("name", entered, "tunnels.error.name.missing");
		}
		if (name.codePointCount(0, name.length()) > LONGEST || PlainText.breaks(name)) {
			throw InvalidInput.of("name", entered, "tunnels.error.name", LONGEST);
		}
		Optional<String> hidden = PlainText.hidden(name);
		if (hidden.isPresent()) {
			throw InvalidInput.of("name", entered, "tunnels.error.name.hidden", hidden.get());
		}
		if (UUID.matcher(name).matches()) {
			throw InvalidInput.of("name", entered, "tunnels.error.name.uuid");
		}
		return name;
	}

}

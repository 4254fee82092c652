package dev.postern.cloudflare.transport;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Takes the address of a page only where it is one of Cloudflare's own: people will click
 * on it, whoever may have answered in Cloudflare's place.
 */
final class DocumentationLink {

	private static final int LONGEST = 500;

	private static final String HOST = "cloudflare.com";

	private DocumentationLink() {
	}

	static Optional<URI> of(String address) {
		if (address.length() > LONGEST) {
			return Optional.empty();
		}
		try {
			return Optional.of(URI.create(address.strip())).filter(DocumentationLink::isCloudflares);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static boolean isCloudflares(URI address) {
		@Nullable String host = address.getHost();
		if (host == null || !"https".equalsIgnoreCase(address.getScheme())) {
			return false;
		}
		String name = host.toLowerCase(Locale.ROOT);
		boolean plain = address.getRawUserInfo() == null && address.getPort() == -1;
		return plain && (name.equals(HOST) || name.endsWith("." + HOST));
	}

}

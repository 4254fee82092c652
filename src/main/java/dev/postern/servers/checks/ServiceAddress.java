package dev.postern.servers.checks;

import java.net.Inet6Address;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Says what is wrong with the address at which a connector reaches an ssh server. */
public final class ServiceAddress {

	private static final String SCHEME = "ssh://";

	private static final Pattern PARTS = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(.*))?");

	private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
			+ "(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*");

	private static final Pattern LOOKS_LIKE_V4 = Pattern.compile("(?:.*\\.)?\\d+");

	private static final Pattern V4 = Pattern
		.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");

	private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]+");

	private ServiceAddress() {
	}

	/** The last part of the message code of what is wrong; empty when nothing is. */
	public static Optional<String> problem(String service) {
		return Optional.ofNullable(code(service)).map("service."::concat);
	}

	private static @Nullable String code(String service) {
		if (service.chars().anyMatch((c) -> Character.isWhitespace(c) || Character.isISOControl(c))) {
			return "blank";
		}
		if (!service.startsWith(SCHEME)) {
			return "scheme";
		}
		String address = service.substring(SCHEME.length());
		if (address.contains("@")) {
			return "user";
		}
		if (address.contains("/") || address.contains("?") || address.contains("#")) {
			return "path";
		}
		Matcher parts = PARTS.matcher(address);
		if (!parts.matches()) {
			return "host";
		}
		String host = parts.group(1);
		String port = parts.group(2);
		if (!host.startsWith("[") && port != null && port.contains(":")) {
			return "brackets";
		}
		if (!isHost(host)) {
			return "host";
		}
		return (port == null || isPort(port)) ? null : "port";
	}

	private static boolean isHost(String host) {
		if (host.startsWith("[")) {
			return isV6(host.substring(1, host.length() - 1));
		}
		return LOOKS_LIKE_V4.matcher(host).matches() ? V4.matcher(host).matches() : NAME.matcher(host).matches();
	}

	private static boolean isV6(String address) {
		if (!V6.matcher(address).matches()) {
			return false;
		}
		try {
			Inet6Address.ofLiteral(address);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean isPort(String port) {
		if (!port.matches("[1-9]\\d{0,4}")) {
			return false;
		}
		return Integer.parseInt(port) <= 65535;
	}

}

package dev.postern.fake.tunnels;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a service address as Go's {@code url.Parse} sees them. */
record GoUrl(String scheme, String host, String path) {

	private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);

	/** The parts, or the exception that is made of Go's message. */
	static GoUrl parse(String text, Function<String, ? extends RuntimeException> problem) {
		String quoted = '"' + text + '"';
		if (text.chars().anyMatch((c) -> c < 0x20 || c == 0x7f)) {
			throw problem.apply("parse %s: net/url: invalid control character in URL".formatted(quoted));
		}
		Matcher matcher = SCHEME.matcher(text);
		if (!matcher.matches()) {
			int colon = text.indexOf(':');
			int slash = text.indexOf('/');
			if (colon == 0) {
				throw problem.apply("parse %s: missing protocol scheme".formatted(quoted));
			}
			if (colon > 0 && (slash < 0 || colon < slash)) {
				throw problem.apply("parse %s: first path segment in URL cannot contain colon".formatted(quoted));
			}
			return new GoUrl("", "", text);
		}
		String rest = matcher.group(2);
		if (!rest.startsWith("//")) {
			return new GoUrl(matcher.group(1), "", rest);
		}
		String[] parts = rest.substring(2).split("(?=[/?#])", 2);
		String authority = parts[0];
		String host = authority.substring(authority.lastIndexOf('@') + 1);
		String path = (parts.length > 1 && parts[1].startsWith("/")) ? parts[1].split("[?#]", 2)[0] : "";
		return new GoUrl(matcher.group(1), hostname(host, quoted, problem), path);
	}

	private static String hostname(String host, String quoted, Function<String, ? extends RuntimeException> problem) {
		int bracket = host.lastIndexOf(']');
		if (host.startsWith("[") && bracket < 0) {
			throw problem.apply("parse %s: missing ']' in host".formatted(quoted));
		}
		int colon = host.indexOf(':', Math.max(bracket, 0));
		boolean bareIpv6 = bracket < 0 && colon >= 0 && host.indexOf(':', colon + 1) > 0;
		if (bareIpv6) {
			colon = host.lastIndexOf(':');
		}
		String port = (colon >= 0) ? host.substring(colon) : "";
		if (!port.matches("(:\\d*)?")) {
			throw problem.apply("parse %s: invalid port \"%s\" after host".formatted(quoted, port));
		}
		String name = (colon >= 0) ? host.substring(0, colon) : host;
		if (name.contains(" ")) {
			throw problem.apply("parse %s: invalid character \" \" in host name".formatted(quoted));
		}
		return name.replaceAll("^\\[|\\]$", "");
	}

}

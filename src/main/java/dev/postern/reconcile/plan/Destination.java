package dev.postern.reconcile.plan;

import java.util.Locale;
import java.util.regex.Pattern;

import dev.postern.kernel.Hostname;

/**
 * What an Access application stands in front of: a host, maybe with wildcards, and maybe
 * a path. Of several applications Cloudflare asks the most specific one: a host with a
 * path before the host, a host before a wildcard.
 *
 * @param host in lower case, without port; a hostname in its canonical form
 * @param path in lower case, from the first slash on; empty for all of the host
 */
public record Destination(String host, String path) {

	private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");

	private static final Pattern PORT = Pattern.compile(":\\d*$");

	/**
	 * Reads a destination as Cloudflare writes it.
	 * @param uri for example {@code ssh-db1.example.jp}, {@code *.example.jp/health*}
	 */
	public static Destination of(String uri) {
		String address = SCHEME.matcher(uri.strip()).replaceFirst("");
		int slash = address.indexOf('/');
		String host = (slash < 0) ? address : address.substring(0, slash);
		String path = (slash < 0) ? "" : address.substring(slash).toLowerCase(Locale.ROOT);
		return new Destination(canonical(PORT.matcher(host).replaceFirst("")), path.equals("/") ? "" : path);
	}

	/** Whether it is exactly this hostname, whole. */
	boolean isAllOf(Hostname hostname) {
		return this.path.isEmpty() && this.host.equals(hostname.value());
	}

	/**
	 * Whether it takes some requests to the hostname from an application that stands in
	 * front of all of it. Which of the two wins when only the wildcard has a path is not
	 * documented, so such a one counts.
	 */
	boolean takesFrom(Hostname hostname) {
		return !this.path.isEmpty() && (this.host.contains("*") ? pattern().matcher(hostname.value()).matches()
				: this.host.equals(hostname.value()));
	}

	/** Whether an application here decides about any request to the hostname. */
	public boolean concerns(Hostname hostname) {
		return isAllOf(hostname) || takesFrom(hostname);
	}

	private Pattern pattern() {
		return Pattern.compile(Pattern.quote(this.host).replace("*", "\\E[^.]*\\Q"));
	}

	private static String canonical(String host) {
		return Hostname.inAnySpelling(host).map(Hostname::value).orElseGet(() -> host.toLowerCase(Locale.ROOT));
	}

	@Override
	public String toString() {
		return this.host + this.path;
	}

}

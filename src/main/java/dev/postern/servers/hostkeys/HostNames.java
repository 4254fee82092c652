package dev.postern.servers.hostkeys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.postern.servers.ServerSpec;

/** What a server may be called in lines that ssh and ssh-keyscan write. */
class HostNames {

	/** As ssh hides a name: with a salt of its own. */
	private static final Pattern HASHED = Pattern.compile("\\|1\\|([A-Za-z0-9+/]{27}=)\\|([A-Za-z0-9+/]{27}=)");

	private static final Pattern SERVICE = Pattern.compile("ssh://(\\[[^\\]]+\\]|[^:/]+)(?::([0-9]+))?");

	private static final int MOST = 50;

	private static final String SSH_PORT = "22";

	private final Set<String> names = new HashSet<>();

	HostNames(ServerSpec spec) {
		add(spec.hostname().value());
		add(spec.name());
		Matcher service = SERVICE.matcher(spec.service());
		if (service.matches()) {
			String host = service.group(1).replaceAll("[\\[\\]]", "");
			add(host);
			if (service.group(2) != null && !service.group(2).equals(SSH_PORT)) {
				add("[%s]:%s".formatted(host, service.group(2)));
			}
		}
	}

	/** Each hidden name is compared with all, so they are not endless. */
	void add(String name) {
		if (this.names.size() < MOST) {
			this.names.add(name.toLowerCase(Locale.ROOT));
		}
	}

	boolean anyOf(Collection<String> said) {
		return said.stream().anyMatch(this.names::contains);
	}

	/** The name that a hidden one stands for, if it is one of these. */
	Optional<String> unhidden(String hidden) {
		Matcher hashed = HASHED.matcher(hidden);
		if (!hashed.matches()) {
			return Optional.empty();
		}
		byte[] salt = Base64.getDecoder().decode(hashed.group(1));
		byte[] hash = Base64.getDecoder().decode(hashed.group(2));
		return new TreeSet<>(this.names).stream()
			.filter((name) -> MessageDigest.isEqual(hash, hash(salt, name)))
			.findFirst();
	}

	private static byte[] hash(byte[] salt, String name) {
		try {
			Mac mac = Mac.getInstance("HmacSHA1");
			mac.init(new SecretKeySpec(salt, "HmacSHA1"));
			return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

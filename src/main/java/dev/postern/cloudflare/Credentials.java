package dev.postern.cloudflare;

import dev.postern.kernel.Secret;

import org.springframework.http.HttpHeaders;

/** What Postern shows to Cloudflare: one kind or the other, never both. */
public sealed interface Credentials {

	void addTo(HttpHeaders headers);

	Secret secret();

	/** The text without the secret, should it hold it. */
	default String hideIn(String text) {
		return text.replace(secret().reveal(), secret().toString());
	}

	/** An API token: scoped, can expire. */
	record Token(Secret secret) implements Credentials {

		@Override
		public void addTo(HttpHeaders headers) {
			headers.setBearerAuth(this.secret.reveal());
		}

	}

	/** The global key of a user, which may do everything that the user may. */
	record GlobalKey(String email, Secret secret) implements Credentials {

		@Override
		public void addTo(HttpHeaders headers) {
			headers.set("X-Auth-Email", this.email);
			headers.set("X-Auth-Key", this.secret.reveal());
		}

	}

}

package dev.postern.cloudflare;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Cloudflare did not do what it was asked. Every kind but {@link Missing} means that
 * nothing is known about what exists (I3).
 */
public abstract sealed class CloudflareException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final @Nullable URI documentation;

	private CloudflareException(CloudflareWords said) {
		super(said.text());
		this.documentation = said.documentation();
	}

	/** The page of Cloudflare's own that explains it; empty when it names none. */
	public Optional<URI> documentation() {
		return Optional.ofNullable(this.documentation);
	}

	private static CloudflareWords words(String said) {
		return new CloudflareWords(said, null);
	}

	/** The budget is used up, ours or Cloudflare's; nothing was done. */
	public static final class Throttled extends CloudflareException {

		private static final long serialVersionUID = 1L;

		private final Duration retryAfter;

		public Throttled(String said, Duration retryAfter) {
			this(words(said), retryAfter);
		}

		public Throttled(CloudflareWords said, Duration retryAfter) {
			super(said);
			this.retryAfter = retryAfter;
		}

		public Duration retryAfter() {
			return this.retryAfter;
		}

	}

	/**
	 * No answer, an answer that cannot be read, or a failure on Cloudflare's side. A
	 * write may have been done or not (I4).
	 */
	public static final class Unavailable extends CloudflareException {

		private static final long serialVersionUID = 1L;

		private final boolean retryable;

		private final @Nullable Duration requestedPause;

		public Unavailable(String said) {
			this(words(said), true, null);
		}

		private Unavailable(CloudflareWords said, boolean passing, @Nullable Duration requestedPause) {
			super(said);
			this.retryable = passing;
			this.requestedPause = requestedPause;
		}

		/** A failure that the same request may not meet again. */
		public static Unavailable passing(CloudflareWords said) {
			return new Unavailable(said, true, null);
		}

		/** A failure that is to pass within a time that Cloudflare names. */
		public static Unavailable passing(CloudflareWords said, Duration requestedPause) {
			return new Unavailable(said, true, requestedPause);
		}

		/** One that the same request would meet again at once. */
		public static Unavailable permanent(String said) {
			return permanent(words(said));
		}

		/** One that the same request would meet again at once. */
		public static Unavailable permanent(CloudflareWords said) {
			return new Unavailable(said, false, null);
		}

		/** Whether asking again at once may help. */
		public boolean retryable() {
			return this.retryable;
		}

		/** How long Cloudflare wants to be left alone; empty when it does not say. */
		public Optional<Duration> requestedPause() {
			return Optional.ofNullable(this.requestedPause);
		}

	}

	/** What was named does not exist. */
	public static final class Missing extends CloudflareException {

		private static final long serialVersionUID = 1L;

		private static final int RECORD = 81044;

		private final int code;

		public Missing(String said) {
			this(words(said), 0);
		}

		public Missing(CloudflareWords said, int code) {
			super(said);
			this.code = code;
		}

		/**
		 * Whether it is a DNS record that does not exist, and not the zone that would
		 * hold it.
		 */
		public boolean isRecord() {
			return this.code == RECORD;
		}

	}

	/** Cloudflare refuses the request as it is; asking again is no use. */
	public static final class Rejected extends CloudflareException {

		private static final long serialVersionUID = 1L;

		/** Cloudflare's code for whatever is wrong with the body of a request. */
		private static final int INVALID_REQUEST = 12130;

		/** Its code for a service token that may not go. */
		private static final int SERVICE_TOKEN_IN_USE = 12139;

		/** Its code for a name that a tunnel has already. */
		private static final int TUNNEL_NAME_TAKEN = 1013;

		/** Its code for a tunnel whose connectors are connected. */
		private static final int TUNNEL_CONNECTED = 1022;

		private final int code;

		public Rejected(String said, int code) {
			this(words(said), code);
		}

		public Rejected(CloudflareWords said, int code) {
			super(said);
			this.code = code;
		}

		/** Whether Cloudflare finds fault with what the request says. */
		public boolean isInvalidRequest() {
			return this.code == INVALID_REQUEST;
		}

		/** Whether a service token may not go, since something still names it. */
		public boolean isServiceTokenInUse() {
			return this.code == SERVICE_TOKEN_IN_USE;
		}

		/** Whether a tunnel that is not deleted has the name. */
		public boolean isTunnelNameTaken() {
			return this.code == TUNNEL_NAME_TAKEN;
		}

		/** Whether a tunnel may not go, since its connectors are connected. */
		public boolean isTunnelConnected() {
			return this.code == TUNNEL_CONNECTED;
		}

		/** Cloudflare's error code; 0 when there was none. */
		public int code() {
			return this.code;
		}

	}

	/** The credentials are wrong, or lack a permission. */
	public static final class Unauthorized extends CloudflareException {

		private static final long serialVersionUID = 1L;

		public Unauthorized(String said) {
			this(words(said));
		}

		public Unauthorized(CloudflareWords said) {
			super(said);
		}

	}

}

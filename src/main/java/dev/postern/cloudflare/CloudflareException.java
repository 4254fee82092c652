package dev.postern.cloudflare;

import java.time.Duration;

/**
 * Cloudflare did not do what it was asked. Every kind but {@link Missing} means that
 * nothing is known about what exists (I3).
 */
public abstract sealed class CloudflareException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private CloudflareException(String said) {
		super(said);
	}

	/** The budget is used up, ours or Cloudflare's; nothing was done. */
	public static final class Throttled extends CloudflareException {

		private static final long serialVersionUID = 1L;

		private final Duration retryAfter;

		public Throttled(String said, Duration retryAfter) {
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

		public Unavailable(String said) {
			this(said, true);
		}

		private Unavailable(String said, boolean passing) {
			super(said);
			this.retryable = passing;
		}

		/** One that the same request would meet again at once. */
		public static Unavailable permanent(String said) {
			return new Unavailable(said, false);
		}

		/** Whether asking again at once may help. */
		public boolean retryable() {
			return this.retryable;
		}

	}

	/** What was named does not exist. */
	public static final class Missing extends CloudflareException {

		private static final long serialVersionUID = 1L;

		public Missing(String said) {
			super(said);
		}

	}

	/** Cloudflare refuses the request as it is; asking again is no use. */
	public static final class Rejected extends CloudflareException {

		private static final long serialVersionUID = 1L;

		/** Cloudflare's code for whatever is wrong with the body of a request. */
		private static final int INVALID_REQUEST = 12130;

		private final int code;

		public Rejected(String said, int code) {
			super(said);
			this.code = code;
		}

		/** Whether Cloudflare finds fault with what the request says. */
		public boolean isInvalidRequest() {
			return this.code == INVALID_REQUEST;
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
			super(said);
		}

	}

}

package dev.postern.connect.check;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One thing that a person should know of their file.
 *
 * @param server how the file calls the server, or how a new one is called; empty for the
 * file as a whole
 * @param args what the text of the finding takes
 * @param at since when that is so; {@code null} where nobody knows
 */
public record Finding(Kind kind, String server, List<String> args, @Nullable Instant at) {

	public Finding {
		args = List.copyOf(args);
	}

	static Finding of(Kind kind, String server, String... args) {
		return new Finding(kind, server, List.of(args), null);
	}

	Finding since(@Nullable Instant at) {
		return new Finding(this.kind, this.server, this.args, at);
	}

	/** What there is to find. */
	public enum Kind {

		NOT_OURS(true), UNDATED(true), NOT_WHOLE(true), EDITED(true), OTHER_PERSON(true), OTHER_PORTAL(true),
		OTHER_SYSTEM(true), GONE(true), RENAMED(true), HOSTNAME(true), APPLICATION(true), LOGIN_USER(true), KEY(true),
		OPTIONS(true), HOST_KEYS_PINNED(true), HOST_KEYS_CHANGED(true), HOST_KEYS_REMOVED(true),
		HOST_KEYS_MISSING(true), CERTIFICATES_NEW(true), CERTIFICATES_CHANGED(true), CERTIFICATES_ENDED(true),
		NEW(true), CLOUDFLARED_OLD(true), CLOUDFLARED_UNKNOWN(false);

		private final boolean stale;

		Kind(boolean stale) {
			this.stale = stale;
		}

		/** Whether something has to be done about it. */
		public boolean stale() {
			return this.stale;
		}

		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}

package dev.postern.connect.certificates;

import org.jspecify.annotations.Nullable;

/**
 * How it stands with short-lived certificates for a server.
 *
 * @param authority {@code null} where none is known or can be read
 */
public record Standing(CertificateState state, @Nullable ServerAuthority authority) {

	/** Whether people can be given certificates now. */
	public boolean stands() {
		return this.state == CertificateState.STANDS;
	}

}

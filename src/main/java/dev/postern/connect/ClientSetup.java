package dev.postern.connect;

/** The computer that a config is for, and how it is kept there. */
public record ClientSetup(CloudflaredPath cloudflared, ConfigStyle style, IdentityFile identityFile) {

	public static ClientSetup usual(ClientSystem system) {
		return new ClientSetup(system.usualCloudflared(), ConfigStyle.INCLUDE, IdentityFile.DEFAULT);
	}

	public ClientSystem system() {
		return this.cloudflared.system();
	}

}

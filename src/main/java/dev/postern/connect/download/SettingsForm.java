package dev.postern.connect.download;

import dev.postern.connect.IdentityFile;
import dev.postern.connect.ServerSettings;
import dev.postern.connect.SshSettings;
import org.jspecify.annotations.Nullable;

/** What somebody typed: for all servers, or for one of them. */
record SettingsForm(@Nullable String aliasPrefix, @Nullable String loginUser, @Nullable String identityFile,
		@Nullable Boolean controlMaster, @Nullable Boolean forwardAgent) {

	static SettingsForm of(SshSettings settings) {
		return new SettingsForm(settings.aliasPrefix(), settings.loginUser(), path(settings.identityFile()),
				settings.controlMaster(), false);
	}

	static SettingsForm of(ServerSettings own) {
		return new SettingsForm("", own.loginUser(), path(own.identityFile()), false, own.forwardAgent());
	}

	SshSettings settings(SshSettings kept) {
		SettingsInput input = new SettingsInput();
		SshSettings settings = new SshSettings(input.aliasPrefix(this.aliasPrefix),
				input.loginUser("loginUser", this.loginUser), input.identityFile("identityFile", this.identityFile),
				Boolean.TRUE.equals(this.controlMaster), kept.servers());
		input.throwIfInvalid();
		return settings;
	}

	ServerSettings ofServer() {
		SettingsInput input = new SettingsInput();
		ServerSettings own = new ServerSettings(input.loginUser("loginUser", this.loginUser),
				input.identityFile("identityFile", this.identityFile), Boolean.TRUE.equals(this.forwardAgent));
		input.throwIfInvalid();
		return own;
	}

	private static String path(@Nullable IdentityFile key) {
		return (key != null) ? key.path() : "";
	}

}

package dev.postern.servers.form;

import java.util.List;
import java.util.Objects;

import dev.postern.kernel.GoDuration;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.ServerId;
import dev.postern.servers.ApplicationType;
import dev.postern.servers.Server;
import dev.postern.servers.ServerDraft;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.tags.ServerTags;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a server sent, as it was typed. Pages that stand between the form and
 * its storing bind it too, carry it on with the fragment
 * {@code servers/form :: hidden-fields(form)}, and send people back with the same fields
 * to {@code POST /servers/form}, which tells all that is wrong.
 *
 * @param id the server that is edited; {@code null} for a new one
 * @param version the version of it that was opened
 * @param tags parted by commas
 */
public record ServerForm(@Nullable ServerId id, @Nullable Long version, String name, String hostname, String tunnelId,
		String service, String loginUser, String applicationType, String sessionDuration, Boolean enforceAtConnector,
		String description, String tags, List<PolicyForm> policies) {

	/** The server that the connector runs on. */
	private static final String USUAL_SERVICE = "ssh://localhost:22";

	public ServerForm(@Nullable ServerId id, @Nullable Long version, @Nullable String name, @Nullable String hostname,
			@Nullable String tunnelId, @Nullable String service, @Nullable String loginUser,
			@Nullable String applicationType, @Nullable String sessionDuration, @Nullable Boolean enforceAtConnector,
			@Nullable String description, @Nullable String tags, @Nullable List<PolicyForm> policies) {
		this.id = id;
		this.version = version;
		this.name = text(name);
		this.hostname = text(hostname);
		this.tunnelId = text(tunnelId);
		this.service = text(service);
		this.loginUser = text(loginUser);
		this.applicationType = text(applicationType);
		this.sessionDuration = text(sessionDuration);
		this.enforceAtConnector = Boolean.TRUE.equals(enforceAtConnector);
		this.description = text(description);
		this.tags = text(tags);
		this.policies = NonNulls.in(policies);
	}

	/** What the form of a new server begins with. */
	public static ServerForm empty(String tunnelId, String policyName) {
		return new ServerForm(null, null, "", "", tunnelId, USUAL_SERVICE, "", ApplicationType.SSH.wire(), "24h", false,
				"", "", List.of(PolicyForm.empty(policyName)));
	}

	/** A new server like another one, with all but what tells them apart. */
	public static ServerForm like(Server server) {
		ServerForm form = of(server);
		return new ServerForm(null, null, "", "", form.tunnelId, form.service, form.loginUser, form.applicationType,
				form.sessionDuration, form.enforceAtConnector, form.description, form.tags, form.policies);
	}

	public static ServerForm of(Server server) {
		return new ServerForm(server.id(), server.version(), server.spec());
	}

	private ServerForm(@Nullable ServerId id, @Nullable Long version, ServerSpec spec) {
		this(id, version, spec.name(), spec.hostname().value(), spec.tunnel().toString(), spec.service(),
				spec.loginUser(), spec.applicationType().wire(), GoDuration.format(spec.sessionDuration()),
				spec.enforceAtConnector(), spec.description(), ServerTags.text(spec.tags()),
				spec.policies().stream().map(PolicyForm::of).toList());
	}

	private static String text(@Nullable String entered) {
		return Objects.requireNonNullElse(entered, "");
	}

	public ServerDraft toDraft() {
		return new ServerDraft(this.name, this.hostname, this.tunnelId, this.service, this.loginUser,
				this.applicationType, this.sessionDuration, this.enforceAtConnector, this.description,
				ServerTags.typed(this.tags), PolicyJson.write(this.policies));
	}

	/** The same input problems, at the fields of this form. */
	public InvalidInput atFields(InvalidInput input) {
		FormFieldLocator locator = new FormFieldLocator(this.policies);
		return new InvalidInput(input.problems().stream().map(locator::locate).toList());
	}

	/** The same wishes, based on another version. */
	public ServerForm atVersion(long version) {
		return new ServerForm(this.id, version, this.name, this.hostname, this.tunnelId, this.service, this.loginUser,
				this.applicationType, this.sessionDuration, this.enforceAtConnector, this.description, this.tags,
				this.policies);
	}

	ServerForm withType(ApplicationType type) {
		return new ServerForm(this.id, this.version, this.name, this.hostname, this.tunnelId, this.service,
				this.loginUser, type.wire(), this.sessionDuration, this.enforceAtConnector, this.description, this.tags,
				this.policies);
	}

	/** Whether nobody has said anything yet of who gets in. */
	public boolean isWithoutRules() {
		return this.id == null && this.policies.stream().allMatch(PolicyForm::isBlank);
	}

	ServerForm with(List<PolicyForm> policies) {
		return new ServerForm(this.id, this.version, this.name, this.hostname, this.tunnelId, this.service,
				this.loginUser, this.applicationType, this.sessionDuration, this.enforceAtConnector, this.description,
				this.tags, List.copyOf(policies));
	}

}

package dev.postern.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

import dev.postern.identity.Person;
import dev.postern.identity.PersonId;
import dev.postern.kernel.Recorded;
import dev.postern.kernel.ServerId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people want in their ssh configs. Settings for a server say nothing of who gets
 * in: those for one that lets the person in no more are kept and never used.
 */
@Service
public class StoredSshSettings {

	private final JdbcClient jdbc;

	private final JsonMapper json;

	private final ApplicationEventPublisher events;

	StoredSshSettings(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events) {
		this.jdbc = jdbc;
		this.json = json;
		this.events = events;
	}

	public SshSettings of(PersonId person) {
		Map<ServerId, ServerSettings> servers = new HashMap<>();
		this.jdbc.sql("SELECT * FROM connect_server_settings WHERE person_id = :person")
			.param("person", person.value())
			.query((row) -> {
				servers.put(new ServerId(row.getObject("server_id", UUID.class)),
						new ServerSettings(row.getString("login_user"), key(row.getString("identity_file")),
								row.getBoolean("forward_agent")));
			});
		return this.jdbc.sql("SELECT * FROM connect_ssh_settings WHERE person_id = :person")
			.param("person", person.value())
			.query((row, number) -> new SshSettings(row.getString("alias_prefix"), row.getString("login_user"),
					key(row.getString("identity_file")), row.getBoolean("control_master"), servers))
			.optional()
			.orElseGet(() -> new SshSettings("", null, null, false, servers));
	}

	/**
	 * Keeps what a person wants; servers that are not named, or are gone by now, have
	 * nothing of their own afterwards. Keeping what is kept already is no change.
	 * @param change what is wanted, made of what is kept when nobody else changes it
	 */
	@Transactional
	public void change(Person person, UnaryOperator<SshSettings> change) {
		this.jdbc.sql("SELECT id FROM person WHERE id = :person FOR NO KEY UPDATE")
			.param("person", person.id().value())
			.query(UUID.class)
			.optional();
		SshSettings before = of(person.id());
		SshSettings wanted = change.apply(before);
		this.jdbc.sql("""
				INSERT INTO connect_ssh_settings (person_id, alias_prefix, login_user, identity_file, control_master)
				VALUES (:person, :prefix, :user, :key, :master)
				ON CONFLICT ON CONSTRAINT connect_ssh_settings_pk DO UPDATE
				SET alias_prefix = excluded.alias_prefix, login_user = excluded.login_user,
				    identity_file = excluded.identity_file, control_master = excluded.control_master""")
			.param("person", person.id().value())
			.param("prefix", wanted.aliasPrefix())
			.param("user", wanted.loginUser())
			.param("key", text(wanted.identityFile()))
			.param("master", wanted.controlMaster())
			.update();
		this.jdbc.sql("DELETE FROM connect_server_settings WHERE person_id = :person")
			.param("person", person.id().value())
			.update();
		wanted.servers().forEach((server, own) -> keep(person.id(), server, own));
		SshSettings after = of(person.id());
		if (!after.equals(before)) {
			this.events.publishEvent(
					new Recorded(person.actor(), "ssh-settings.changed", person.subject(), view(before), view(after)));
		}
	}

	private void keep(PersonId person, ServerId server, ServerSettings own) {
		if (own.equals(ServerSettings.NONE)) {
			return;
		}
		this.jdbc.sql("""
				INSERT INTO connect_server_settings (person_id, server_id, login_user, identity_file, forward_agent)
				SELECT :person, id, :user, :key, :agent FROM server WHERE id = :server""")
			.param("person", person.value())
			.param("server", server.value())
			.param("user", own.loginUser())
			.param("key", text(own.identityFile()))
			.param("agent", own.forwardAgent())
			.update();
	}

	private JsonNode view(SshSettings settings) {
		Map<String, Object> servers = new TreeMap<>();
		settings.servers()
			.forEach((server, own) -> servers.put(server.toString(),
					new ServerView(own.loginUser(), text(own.identityFile()), own.forwardAgent())));
		return this.json.valueToTree(new SettingsView(settings.aliasPrefix(), settings.loginUser(),
				text(settings.identityFile()), settings.controlMaster(), servers));
	}

	private static @Nullable IdentityFile key(@Nullable String path) {
		return (path != null) ? new IdentityFile(path) : null;
	}

	private static @Nullable String text(@Nullable IdentityFile key) {
		return (key != null) ? key.path() : null;
	}

	private record SettingsView(String aliasPrefix, @Nullable String loginUser, @Nullable String identityFile,
			boolean controlMaster, Map<String, Object> servers) {
	}

	private record ServerView(@Nullable String loginUser, @Nullable String identityFile, boolean forwardAgent) {
	}

}

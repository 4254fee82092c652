package dev.postern.rules.evaluation;

import java.util.List;

import dev.postern.rules.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The policies of one application, ready to be asked about many. Remembers what it worked
 * out, so one thread at a time may ask.
 */
public final class Rulebook {

	private final List<Policy> policies;

	private final Setting setting;

	private @Nullable Court people;

	private @Nullable Court machines;

	private Rulebook(List<Policy> policies, Setting setting) {
		this.policies = List.copyOf(policies);
		this.setting = setting;
	}

	/** Takes policies that come in order of precedence. */
	public static Rulebook of(List<Policy> policies, Setting setting) {
		return new Rulebook(policies, setting);
	}

	public Access access(Identity identity) {
		return (identity.machine() ? machines() : people()).access(identity);
	}

	private Court people() {
		Court court = this.people;
		if (court == null) {
			court = new Court(this.policies, this.setting, false);
			this.people = court;
		}
		return court;
	}

	private Court machines() {
		Court court = this.machines;
		if (court == null) {
			court = new Court(this.policies, this.setting, true);
			this.machines = court;
		}
		return court;
	}

}

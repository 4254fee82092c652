package dev.postern.servers.form;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A usual case that the policies of a new server can begin with. What narrows stands in
 * {@code require}: in {@code include} it would let in everybody it fits.
 */
public enum PolicyTemplate {

	PERSON(RuleKind.EMAIL, null), DOMAIN(RuleKind.EMAIL_DOMAIN, null), COUNTRY(RuleKind.EMAIL_DOMAIN, RuleKind.COUNTRY),
	OFFICE(RuleKind.EMAIL_DOMAIN, RuleKind.IP);

	private static final String ACTION = "start:";

	private final RuleKind whom;

	private final @Nullable RuleKind narrowed;

	PolicyTemplate(RuleKind whom, @Nullable RuleKind narrowed) {
		this.whom = whom;
		this.narrowed = narrowed;
	}

	/**
	 * The case that an action of a form begins with, for example {@code start:person}.
	 */
	public static Optional<PolicyTemplate> of(String action) {
		return Arrays.stream(values()).filter((template) -> template.action().equals(action)).findFirst();
	}

	public String action() {
		return ACTION + code();
	}

	/** As texts and addresses name it. */
	public String code() {
		return name().toLowerCase(Locale.ROOT);
	}

	PolicyForm policy(String name) {
		return PolicyForm.allowing(name, List.of(this.whom),
				(this.narrowed != null) ? List.of(this.narrowed) : List.of());
	}

}

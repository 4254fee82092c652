package dev.postern.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import dev.postern.kernel.EmailAddress;
import tools.jackson.databind.JsonNode;

/** Reads one group of people who can approve; empty when it says more than we know. */
final class ApproversReader {

	private static final String NEEDED = "approvals_needed";

	private static final String ADDRESSES = "email_addresses";

	private static final String LIST = "email_list_uuid";

	private static final Set<String> KNOWN = Set.of(NEEDED, ADDRESSES, LIST);

	private static final JsonField<Optional<UUID>> LIST_FIELD = JsonField
		.text(LIST, "rules.email-list", TextFormats::uuid)
		.optional();

	private final JsonNode group;

	private final String path;

	private final FieldProblems problems;

	private boolean readable = true;

	ApproversReader(JsonNode group, String path, FieldProblems problems) {
		this.group = group;
		this.path = path;
		this.problems = problems;
	}

	Optional<Approvers> read() {
		if (!this.group.isObject()) {
			this.problems.add(this.path, this.group, "rules.approval-groups");
			return Optional.empty();
		}
		int needed = needed();
		List<EmailAddress> addresses = addresses();
		Optional<UUID> list = list();
		if (!this.readable) {
			return Optional.empty();
		}
		Approvers approvers = new Approvers(needed, addresses, list.orElse(null));
		if (!approvers.suffice()) {
			this.problems.add(this.path + "." + NEEDED, this.group.path(NEEDED), "rules.approvers-too-few",
					addresses.size());
		}
		return KNOWN.containsAll(this.group.propertyNames()) ? Optional.of(approvers) : Optional.empty();
	}

	private int needed() {
		JsonNode value = this.group.path(NEEDED);
		boolean fits = value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0
				&& value.asInt(0) >= 1;
		return fits ? value.asInt(0) : unreadable(NEEDED, value, "rules.approvals-needed", 1);
	}

	private List<EmailAddress> addresses() {
		JsonNode value = this.group.path(ADDRESSES);
		List<EmailAddress> addresses = new ArrayList<>();
		if (JsonField.absent(value)) {
			return addresses;
		}
		if (!value.isArray()) {
			return unreadable(ADDRESSES, value, "rules.approval-groups", addresses);
		}
		for (int i = 0; i < value.size(); i++) {
			JsonNode address = value.get(i);
			try {
				addresses.add(EmailAddress.of(address.isString() ? address.stringValue() : ""));
			}
			catch (IllegalArgumentException ex) {
				this.problems.addText(this.path + "." + ADDRESSES + "[" + i + "]", address, "rules.email");
				this.readable = false;
			}
		}
		return addresses;
	}

	private Optional<UUID> list() {
		return LIST_FIELD.fits(this.group) ? LIST_FIELD.readFrom(this.group)
				: unreadable(LIST, this.group.path(LIST), LIST_FIELD.code(), Optional.empty());
	}

	private <T> T unreadable(String field, JsonNode value, String code, T instead) {
		this.problems.add(this.path + "." + field, value, code);
		this.readable = false;
		return instead;
	}

}

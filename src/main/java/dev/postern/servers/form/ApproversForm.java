package dev.postern.servers.form;

import java.util.Objects;
import java.util.stream.Collectors;

import dev.postern.kernel.EmailAddress;
import dev.postern.rules.Approvers;
import dev.postern.ui.input.PastedText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * People of whom some must approve a session, as a form holds them.
 *
 * @param needed how many of them must
 * @param addresses parted by blanks, commas or line breaks
 * @param list the id of a list of e-mail addresses at Cloudflare
 */
public record ApproversForm(String needed, String addresses, String list) {

	public ApproversForm(@Nullable String needed, @Nullable String addresses, @Nullable String list) {
		this.needed = Objects.requireNonNullElse(needed, "");
		this.addresses = Objects.requireNonNullElse(addresses, "");
		this.list = Objects.requireNonNullElse(list, "");
	}

	static ApproversForm empty() {
		return new ApproversForm("1", "", "");
	}

	static ApproversForm of(Approvers approvers) {
		String addresses = approvers.addresses().stream().map(EmailAddress::value).collect(Collectors.joining("\n"));
		return new ApproversForm(Integer.toString(approvers.needed()), addresses,
				Objects.toString(approvers.list(), ""));
	}

	void write(ObjectNode group) {
		String number = this.needed.strip();
		if (number.matches("\\d{1,9}")) {
			group.put("approvals_needed", Integer.parseInt(number));
		}
		else {
			group.put("approvals_needed", number);
		}
		ArrayNode array = group.putArray("email_addresses");
		PastedText.words(this.addresses).stream().distinct().forEach(array::add);
		if (!this.list.isBlank()) {
			group.put("email_list_uuid", this.list.strip());
		}
	}

}

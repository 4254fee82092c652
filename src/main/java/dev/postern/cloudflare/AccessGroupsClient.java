package dev.postern.cloudflare;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.postern.cloudflare.model.AccessGroup;
import dev.postern.kernel.AccessGroupId;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Access groups: named sets of rules that policies refer to. */
@HttpExchange("/accounts/{account}/access/groups")
interface AccessGroupsClient {

	/**
	 * One page of the groups.
	 * <p>
	 * Unit: {@code perPage} one of 1, 5, 10, 20, 25, 50, 100, 1000. Source: GET
	 * /accounts/{account_id}/access/groups
	 */
	@GetExchange
	Envelope<List<GroupBody>> list(@PathVariable AccountId account, @RequestParam int page,
			@RequestParam("per_page") int perPage);

	/**
	 * A group with its rules.
	 * <p>
	 * Errors: 404 12135. Source: GET /accounts/{account_id}/access/groups/{group_id}
	 */
	@GetExchange("/{group}")
	Envelope<GroupBody> get(@PathVariable AccountId account, @PathVariable AccessGroupId group);

	/**
	 * Makes a group; its name need not be unique.
	 * <p>
	 * Errors: 400 12130 with the reason. Source: POST
	 * /accounts/{account_id}/access/groups
	 */
	@PostExchange
	Envelope<GroupBody> create(@PathVariable AccountId account, @RequestBody ObjectNode body);

	/**
	 * Replaces a group: fields that are left out are lost.
	 * <p>
	 * Errors: 404 12135, 400 12130. Source: PUT
	 * /accounts/{account_id}/access/groups/{group_id}
	 */
	@PutExchange("/{group}")
	Envelope<GroupBody> replace(@PathVariable AccountId account, @PathVariable AccessGroupId group,
			@RequestBody ObjectNode body);

	/**
	 * Removes a group.
	 * <p>
	 * Errors: 404 12135, 12132 while a policy or another group refers to it. Source:
	 * DELETE /accounts/{account_id}/access/groups/{group_id}
	 */
	@DeleteExchange("/{group}")
	void delete(@PathVariable AccountId account, @PathVariable AccessGroupId group);

	/** A group on the wire: kept whole, since writing it back replaces it. */
	record GroupBody(ObjectNode whole) {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		public GroupBody {
			AccessGroupId.of(whole.path("id").stringValue(""));
		}

		AccessGroupId id() {
			return AccessGroupId.of(this.whole.path("id").stringValue(""));
		}

		AccessGroup toGroup() {
			return new AccessGroup(id(), this.whole.path("name").stringValue(""), this.whole);
		}

	}

}

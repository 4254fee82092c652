package dev.postern.fake.dns;

import dev.postern.fake.kernel.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A DNS record as it is kept.
 *
 * @param name the full name, in lower case
 * @param commentModifiedOn when the comment was set; {@code null} without one
 * @param managedByEmailRouting such a record can't be changed (890190)
 */
public record DnsRecord(String id, String type, String name, String content, boolean proxied, int ttl,
		@Nullable String comment, JsonNode settings, String createdOn, String modifiedOn,
		@Nullable String commentModifiedOn, boolean managedByEmailRouting) {

	boolean isAddress() {
		return this.type.equals("A") || this.type.equals("AAAA");
	}

	public boolean isCname() {
		return this.type.equals("CNAME");
	}

	boolean isProxiable() {
		return isAddress() || isCname();
	}

	boolean isIdenticalTo(DnsRecord other) {
		return this.type.equals(other.type) && this.name.equals(other.name) && this.content.equals(other.content);
	}

	public ObjectNode json() {
		ObjectNode json = Json.object()
			.put("id", this.id)
			.put("name", this.name)
			.put("type", this.type)
			.put("content", this.content)
			.put("proxiable", isProxiable())
			.put("proxied", this.proxied)
			.put("ttl", this.ttl);
		json.set("settings", this.settings.deepCopy());
		json.set("meta", this.managedByEmailRouting ? Json.object().put("email_routing", true).put("read_only", true)
				: Json.object());
		json.put("comment", this.comment);
		json.set("tags", Json.array());
		json.put("created_on", this.createdOn).put("modified_on", this.modifiedOn);
		if (this.commentModifiedOn != null) {
			json.put("comment_modified_on", this.commentModifiedOn);
		}
		return json;
	}

}

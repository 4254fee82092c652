package dev.postern.servers;

import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;

/** How a policy looks in JSON; only the description of the API needs it. */
@Schema(name = "Policy", description = "A policy in Cloudflare's shape. Fields and selectors that Postern "
		+ "does not know are kept as they come.")
record PolicySchema(String name, @Schema(allowableValues = {
		"allow", "deny", "non_identity" }) String decision,
		@Schema(example = "[{\"email\": {\"email\": \"admin@example.com\"}}]") List<Map<String, Object>> include,
		List<Map<String, Object>> require, List<Map<String, Object>> exclude){
}

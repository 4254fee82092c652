package dev.postern.fake.api;

import java.util.Map;
import java.util.Objects;

import dev.postern.fake.kernel.Json;
import tools.jackson.databind.node.ObjectNode;

/** A call whose route and caller are known. */
public record Request(Call call, Map<String, String> variables, Caller caller) {

	public String variable(String name) {
		return Objects.requireNonNull(this.variables.get(name), name);
	}

	/** The body as an object; an empty one when it is missing or something else. */
	public ObjectNode object() {
		return (this.call.body() instanceof ObjectNode object) ? object : Json.object();
	}

}

package dev.postern.fake;

import java.util.Map;
import java.util.Objects;

import tools.jackson.databind.node.ObjectNode;

/** A call whose route and caller are known. */
record Request(Call call, Map<String, String> variables, Caller caller) {

	String variable(String name) {
		return Objects.requireNonNull(this.variables.get(name), name);
	}

	/** The body as an object; an empty one when it is missing or something else. */
	ObjectNode object() {
		return (this.call.body() instanceof ObjectNode object) ? object : Json.object();
	}

}

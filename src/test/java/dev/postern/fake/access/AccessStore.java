package dev.postern.fake.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.kernel.AccountContext;
import dev.postern.fake.kernel.Json;
import dev.postern.fake.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Access objects of one kind by id, in the order in which they were made. */
final class AccessStore {

	private final AccountContext context;

	private final Map<String, ObjectNode> objects = new LinkedHashMap<>();

	AccessStore(AccountContext context) {
		this.context = context;
	}

	/** Puts a new object in, with an id and times of its own. */
	ObjectNode create(ObjectNode fields) {
		String now = Timestamps.seconds(this.context.now());
		ObjectNode object = Json.object().put("id", this.context.ids().uuid().toString());
		object.setAll(fields);
		object.put("created_at", now).put("updated_at", now);
		this.objects.put(object.path("id").asString(), object);
		return object;
	}

	/** Replaces all fields but the id and the time of creation. */
	ObjectNode replace(String id, ObjectNode fields) {
		ObjectNode before = get(id);
		ObjectNode object = Json.object().put("id", id);
		object.setAll(fields);
		object.set("created_at", before.get("created_at"));
		object.put("updated_at", Timestamps.seconds(this.context.now()));
		this.objects.put(id, object);
		return object;
	}

	ObjectNode get(String id) {
		@Nullable ObjectNode object = this.objects.get(id);
		if (object == null) {
			throw ApiException.accessNotFound();
		}
		return object;
	}

	Optional<ObjectNode> find(String id) {
		return Optional.ofNullable(this.objects.get(id));
	}

	boolean contains(String id) {
		return this.objects.containsKey(id);
	}

	void remove(String id) {
		get(id);
		this.objects.remove(id);
	}

	List<ObjectNode> all() {
		return List.copyOf(this.objects.values());
	}

	int size() {
		return this.objects.size();
	}

}

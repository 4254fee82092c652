package dev.postern.fake.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.postern.fake.api.ApiException;
import dev.postern.fake.api.Request;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The Access applications by id, in the order in which they were made. */
public final class AppStore {

	private final AccessStore reusablePolicies;

	private final Map<String, AccessApp> apps = new LinkedHashMap<>();

	/** Needs the reusable policies to show those that applications link. */
	AppStore(AccessStore reusablePolicies) {
		this.reusablePolicies = reusablePolicies;
	}

	public List<AccessApp> all() {
		return List.copyOf(this.apps.values());
	}

	int size() {
		return this.apps.size();
	}

	List<AccessApp> linking(String reusablePolicy) {
		return this.apps.values().stream().filter((app) -> app.links(reusablePolicy)).toList();
	}

	/** The application that a path names. */
	AccessApp existing(Request request) {
		@Nullable AccessApp app = this.apps.get(request.variable("app"));
		if (app == null) {
			throw ApiException.unknownApplication();
		}
		return app;
	}

	void put(AccessApp app) {
		this.apps.put(app.id(), app);
	}

	void remove(AccessApp app) {
		this.apps.remove(app.id());
	}

	/** The policies of an application, also those behind links. */
	List<ObjectNode> policies(AccessApp app) {
		return app.policies().stream().map((attached) -> attached.resolve(this.reusablePolicies)).toList();
	}

	/** The application as the API shows it, with the current state of linked policies. */
	public ObjectNode json(AccessApp app) {
		return app.json(this.reusablePolicies);
	}

	/** A policy of an application as the API shows it. */
	ObjectNode json(AccessApp.Attached attached) {
		return attached.json(this.reusablePolicies);
	}

}

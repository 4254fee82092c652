package dev.postern.ui.dialect;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Addresses of styles, scripts and pictures, with their version, so that browsers keep
 * them for long. Templates name few of them, and each is looked up once.
 */
@Component
class StaticFiles {

	private final ResourceUrlProvider resources;

	private final Map<String, String> versioned = new ConcurrentHashMap<>();

	StaticFiles(ResourceUrlProvider resources) {
		this.resources = resources;
	}

	/** The address of a file, below that of the portal. */
	public String at(String path) {
		return this.versioned.computeIfAbsent(path,
				(file) -> Objects.requireNonNullElse(this.resources.getForLookupPath(file), file));
	}

}

package dev.postern.tryout;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/**
 * Keeps the application's scan away from classes of the tests, which share its packages.
 */
class ShippedClassesOnly extends TypeExcludeFilter {

	@Override
	public boolean match(MetadataReader type, MetadataReaderFactory types) throws IOException {
		return type.getResource().getURL().getPath().contains("/test-classes/");
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ShippedClassesOnly;
	}

	@Override
	public int hashCode() {
		return getClass().hashCode();
	}

}

package dev.postern.ui;

import java.util.Set;

import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.processor.IProcessor;

import org.springframework.stereotype.Component;

/** Lets templates name styles, scripts, pictures and icons. */
@Component
class StaticFileDialect extends AbstractProcessorDialect {

	private final StaticFiles files;

	StaticFileDialect(StaticFiles files) {
		super("Static files", "postern", 1000);
		this.files = files;
	}

	@Override
	public Set<IProcessor> getProcessors(String prefix) {
		return Set.of(new StaticFileAttribute(prefix, "href", this.files),
				new StaticFileAttribute(prefix, "src", this.files), new IconAttribute(prefix, this.files));
	}

}

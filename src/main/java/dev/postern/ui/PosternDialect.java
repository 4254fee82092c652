package dev.postern.ui;

import java.util.Set;

import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.processor.IProcessor;

import org.springframework.stereotype.Component;

/** What templates of the portal say besides Thymeleaf: files, icons, panels. */
@Component
class PosternDialect extends AbstractProcessorDialect {

	private final StaticFiles files;

	PosternDialect(StaticFiles files) {
		super("Postern", "postern", 1000);
		this.files = files;
	}

	@Override
	public Set<IProcessor> getProcessors(String prefix) {
		return Set.of(new StaticFileAttribute(prefix, "href", this.files),
				new StaticFileAttribute(prefix, "src", this.files), new IconAttribute(prefix, this.files),
				new PanelAttribute(prefix));
	}

}

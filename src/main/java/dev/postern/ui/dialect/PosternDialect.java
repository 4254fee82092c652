package dev.postern.ui.dialect;

import java.util.Set;

import dev.postern.ui.TimeFormat;
import org.thymeleaf.dialect.AbstractProcessorDialect;
import org.thymeleaf.processor.IProcessor;

import org.springframework.stereotype.Component;

/**
 * What templates of the portal say besides Thymeleaf: files, icons, panels, times,
 * pieces.
 */
@Component
class PosternDialect extends AbstractProcessorDialect {

	private final StaticFiles files;

	private final TimeFormat times;

	private final RememberedPieces pieces;

	PosternDialect(StaticFiles files, TimeFormat times, RememberedPieces pieces) {
		super("Postern", "postern", 1000);
		this.files = files;
		this.times = times;
		this.pieces = pieces;
	}

	@Override
	public Set<IProcessor> getProcessors(String prefix) {
		return Set.of(new StaticFileAttribute(prefix, "href", this.files),
				new StaticFileAttribute(prefix, "src", this.files), new IconAttribute(prefix, this.files),
				new PanelAttribute(prefix), new MomentAttribute(prefix, this.times),
				new RememberedAttribute(prefix, this.pieces));
	}

}

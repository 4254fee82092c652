package dev.postern.servers.policies;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts together what the rooms of the house know that policies can name. */
@Component
public class KnownChoices {

	private final ObjectProvider<ChoiceSource> sources;

	KnownChoices(ObjectProvider<ChoiceSource> sources) {
		this.sources = sources;
	}

	public PolicyChoices now() {
		return this.sources.orderedStream().map(ChoiceSource::choices).reduce(PolicyChoices.NONE, PolicyChoices::and);
	}

}

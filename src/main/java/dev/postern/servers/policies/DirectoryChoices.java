package dev.postern.servers.policies;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import dev.postern.directory.AccountSnapshot;
import dev.postern.directory.Directory;
import dev.postern.directory.DirectoryListing;
import dev.postern.directory.KnownProvider;
import dev.postern.rules.words.Phrase.ResourceKind;
import dev.postern.servers.policies.PolicyChoices.Choice;

import org.springframework.stereotype.Component;

/** The groups and identity providers that the directory knows. */
@Component
class DirectoryChoices implements ChoiceSource {

	private final Directory directory;

	DirectoryChoices(Directory directory) {
		this.directory = directory;
	}

	@Override
	public PolicyChoices choices() {
		DirectoryListing known = this.directory.remembered();
		Stream<Choice> own = known.own()
			.stream()
			.map((group) -> new Choice(group.id().toString(), group.spec().name(), true));
		AccountSnapshot snapshot = known.account().last();
		if (snapshot == null) {
			return new PolicyChoices(Map.of(), Map.of(), this.directory.rules(), Set.of());
		}
		Stream<Choice> others = snapshot.groups()
			.stream()
			.map((group) -> new Choice(group.id().toString(), group.name(), false));
		List<Choice> providers = snapshot.providers()
			.stream()
			.map((provider) -> new Choice(provider.id(), provider.name(), false))
			.toList();
		return new PolicyChoices(Map.of(ResourceKind.ACCESS_GROUP, Stream.concat(own, others).toList(),
				ResourceKind.PROVIDER, providers), kinds(snapshot), this.directory.rules(), Set.of());
	}

	private static Map<UUID, String> kinds(AccountSnapshot snapshot) {
		Map<UUID, String> kinds = new HashMap<>();
		for (KnownProvider provider : snapshot.providers()) {
			kinds.put(UUID.fromString(provider.id()), provider.type());
		}
		return kinds;
	}

}

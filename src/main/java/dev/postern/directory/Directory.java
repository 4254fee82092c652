package dev.postern.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.RememberedAnswer;
import dev.postern.cloudflare.model.AccessGroup;
import dev.postern.cloudflare.model.IdentityProvider;
import dev.postern.directory.groups.Group;
import dev.postern.directory.groups.GroupRulesJson;
import dev.postern.directory.groups.MarkedName;
import dev.postern.directory.groups.RuleGroups;
import dev.postern.kernel.AccessGroupId;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.InvalidInput;
import dev.postern.rules.RuleGroup;
import dev.postern.rules.Selector;
import dev.postern.rules.words.Phrase;
import dev.postern.tunnels.CloudflareUnavailable;
import dev.postern.tunnels.MaybeStale;

import org.springframework.stereotype.Service;

/**
 * Who there is to name in a policy: Postern's own groups, the account's groups and its
 * identity providers. What Cloudflare said is remembered for ten minutes; a group that is
 * not found there is asked for by itself before it counts as not existing.
 */
@Service
public class Directory {

	private static final Duration REMEMBERED = Duration.ofMinutes(10);

	private static final Duration RECENT = Duration.ofSeconds(30);

	private final Cloudflare cloudflare;

	private final RuleGroups own;

	private final Clock clock;

	private final RememberedAnswer<AccountSnapshot> account;

	Directory(Cloudflare cloudflare, RuleGroups own, Clock clock) {
		this.cloudflare = cloudflare;
		this.own = own;
		this.clock = clock;
		this.account = new RememberedAnswer<>(this::ask, clock);
	}

	/** Everything that a policy may name, with the reason when it is not fresh. */
	public DirectoryListing listing() {
		return new DirectoryListing(this.own.all().stream().filter((group) -> !group.retired()).toList(), sight());
	}

	/** The same as it is remembered, for pages that ask with every keystroke. */
	public DirectoryListing remembered() {
		return new DirectoryListing(this.own.all().stream().filter((group) -> !group.retired()).toList(),
				new MaybeStale<>(known().orElse(null), null));
	}

	/** What the account had when it was last asked; empty when it never was. */
	public Optional<AccountSnapshot> lastSeen() {
		return this.account.last();
	}

	/** What the account has, as fresh as a person wants it, or else as last known. */
	public MaybeStale<AccountSnapshot> sight() {
		try {
			return new MaybeStale<>(takenSince(ago(RECENT)), null);
		}
		catch (CloudflareUnavailable ex) {
			return new MaybeStale<>(this.account.last().orElse(null), ex);
		}
	}

	/**
	 * Whether policies may name groups by these ids: Postern's that are not being
	 * removed, and the account's.
	 * @throws CloudflareUnavailable when that can't be known now
	 */
	public Map<UUID, Standing> standings(Set<UUID> ids) {
		Map<UUID, Standing> standings = new HashMap<>();
		this.own.among(ids)
			.forEach((group) -> standings.put(group.id().value(),
					group.retired() ? Standing.BEING_REMOVED : Standing.USABLE));
		Set<UUID> others = new HashSet<>(ids);
		others.removeAll(standings.keySet());
		if (!others.isEmpty()) {
			AccountSnapshot remembered = takenSince(ago(REMEMBERED));
			others.forEach((id) -> standings.put(id,
					(remembered.group(id).isPresent() || exists(id)) ? Standing.USABLE : Standing.UNKNOWN));
		}
		return standings;
	}

	/** A group that is not listed may exist: lists hold what the credentials may see. */
	private boolean exists(UUID id) {
		try {
			this.cloudflare.accessGroup(new AccessGroupId(id));
			return true;
		}
		catch (CloudflareException.Missing ex) {
			return false;
		}
		catch (CloudflareException ex) {
			throw new CloudflareUnavailable(ex);
		}
	}

	/**
	 * The name of a group or an identity provider, as far as it is known without keeping
	 * anybody waiting for Cloudflare over and over; for {@link Phrase#named}.
	 */
	public Optional<String> name(Phrase.Id id) {
		return switch (id.kind()) {
			case ACCESS_GROUP -> groupName(id.id());
			case PROVIDER -> known().flatMap((snapshot) -> snapshot.providers()
				.stream()
				.filter((provider) -> provider.id().equals(id.id()))
				.map(KnownProvider::name)
				.findFirst());
			case PROVIDER_GROUP, SERVICE_TOKEN, EMAIL_LIST, IP_LIST, DEVICE_CHECK, APPLICATION, ACCOUNT ->
				Optional.empty();
		};
	}

	/** The same for many ids: all groups of Postern are read at once, now. */
	public Function<Phrase.Id, Optional<String>> names() {
		Map<String, String> groups = new HashMap<>();
		known().ifPresent(
				(snapshot) -> snapshot.groups().forEach((group) -> groups.put(group.id().toString(), group.name())));
		this.own.all().forEach((group) -> groups.put(group.id().value().toString(), group.spec().name()));
		return (id) -> (id.kind() == Phrase.ResourceKind.ACCESS_GROUP) ? Optional.ofNullable(groups.get(id.id()))
				: name(id);
	}

	/**
	 * The rules of all groups that are known, by the id that policies name them by.
	 */
	public Map<UUID, RuleGroup> rules() {
		Map<UUID, RuleGroup> rules = new HashMap<>();
		known().ifPresent((snapshot) -> snapshot.groups().forEach((group) -> rules.put(group.id(), group.rules())));
		this.own.all().forEach((group) -> rules.put(group.id().value(), group.spec().rules()));
		return rules;
	}

	private Optional<String> groupName(String text) {
		UUID id;
		try {
			id = UUID.fromString(text);
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
		return this.own.find(new GroupId(id))
			.map((group) -> group.spec().name())
			.or(() -> known().flatMap((snapshot) -> snapshot.group(id)).map(KnownGroup::name));
	}

	private Optional<AccountSnapshot> known() {
		if (this.account.failedAfter(ago(RECENT))) {
			return this.account.last();
		}
		try {
			return Optional.of(takenSince(ago(REMEMBERED)));
		}
		catch (CloudflareUnavailable ex) {
			return this.account.last();
		}
	}

	private AccountSnapshot takenSince(Instant time) {
		try {
			return this.account.since(time);
		}
		catch (CloudflareException ex) {
			throw new CloudflareUnavailable(ex);
		}
	}

	private AccountSnapshot ask() {
		List<AccessGroup> groups = this.cloudflare.accessGroups();
		Set<GroupId> ours = this.own.all().stream().map(Group::id).collect(Collectors.toSet());
		return new AccountSnapshot(this.clock.instant(),
				groups.stream().flatMap((group) -> foreign(group, ours).stream()).toList(),
				this.cloudflare.identityProviders().stream().map(Directory::known).toList());
	}

	/** A group of ours is named by Postern's id, so it is not to be chosen twice. */
	private static Optional<KnownGroup> foreign(AccessGroup group, Set<GroupId> ours) {
		return MarkedName.of(group.name()).map(MarkedName::group).filter(ours::contains).isPresent() ? Optional.empty()
				: Optional.of(new KnownGroup(group.id().value(), group.name(), rules(group)));
	}

	/** One group of an odd shape must not hide all others. */
	private static RuleGroup rules(AccessGroup group) {
		try {
			return GroupRulesJson.readObserved(group.body());
		}
		catch (InvalidInput ex) {
			return RuleGroup.of(List.of(new Selector.Other(group.body())));
		}
	}

	private static KnownProvider known(IdentityProvider provider) {
		return new KnownProvider(provider.id(), provider.name().isEmpty() ? provider.type() : provider.name(),
				provider.type());
	}

	private Instant ago(Duration age) {
		return this.clock.instant().minus(age);
	}

	/** Whether a policy may refer to a group. */
	public enum Standing {

		USABLE, BEING_REMOVED, UNKNOWN

	}

}

package dev.postern.directory.groups;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import dev.postern.kernel.Actor;
import dev.postern.kernel.Cursor;
import dev.postern.kernel.EmailAddress;
import dev.postern.kernel.GroupId;
import dev.postern.kernel.InvalidInput;
import dev.postern.kernel.LikePattern;
import dev.postern.kernel.Page;
import dev.postern.kernel.Phase;
import dev.postern.kernel.Problem;
import dev.postern.kernel.ServerId;
import dev.postern.ui.WarningView;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rule groups that Postern keeps. Every change bumps the generation, publishes
 * {@link GroupEdited} and a {@code Recorded}, all in one transaction.
 */
@Service
public class RuleGroups {

	private static final int MOST = 10_000;

	private final GroupStore store;

	private final GroupChecks checks;

	private final GroupReviews reviews;

	private final GroupEventPublisher publisher;

	private final Clock clock;

	private final TransactionTemplate transactions;

	RuleGroups(GroupStore store, GroupChecks checks, GroupReviews reviews, GroupEventPublisher publisher, Clock clock,
			TransactionTemplate transactions) {
		this.store = store;
		this.checks = checks;
		this.reviews = reviews;
		this.publisher = publisher;
		this.clock = clock;
		this.transactions = transactions;
	}

	/**
	 * Checks a draft without storing it.
	 * @throws InvalidInput with everything that is wrong
	 */
	public GroupSpec check(GroupDraft draft, @Nullable GroupId existing) {
		return this.checks.check(draft, existing);
	}

	/**
	 * Makes a group; from then on Cloudflare follows.
	 * @param acknowledged the ids or codes of the warnings that somebody said yes to
	 * @throws InvalidInput with everything that is wrong
	 * @throws UnacknowledgedGroupWarnings with every warning, when nobody said yes to one
	 */
	public Group create(GroupDraft draft, Set<String> acknowledged, Actor actor) {
		GroupSpec spec = check(draft, null);
		List<WarningView> warnings = this.reviews.accepted(null, spec, acknowledged);
		GroupId id = new GroupId(UUID.randomUUID());
		return stored(spec, () -> {
			this.store.insert(id, spec, now());
			return published(null, get(id), warnings, "group.created", actor);
		});
	}

	/**
	 * Changes what is wanted of a group. Wanting what is wanted already changes nothing.
	 * @param acknowledged the ids or codes of the warnings that somebody said yes to
	 * @throws StaleGroup when {@code version} is not the current one
	 * @throws GroupRetired when the group is being removed
	 * @throws InvalidInput with everything that is wrong, also for servers that use it
	 * @throws UnacknowledgedGroupWarnings with every warning, when nobody said yes to one
	 */
	public Group edit(GroupId id, long version, GroupDraft draft, Set<String> acknowledged, Actor actor) {
		Group seen = editable(id, version);
		GroupSpec spec = check(draft, id);
		List<WarningView> warnings = this.reviews.accepted(seen, spec, acknowledged);
		return stored(spec, () -> {
			Group before = editable(lock(id), version);
			if (before.spec().equals(spec)) {
				return before;
			}
			this.store.update(id, spec, now());
			return published(before, get(id), warnings, "group.edited", actor);
		});
	}

	/**
	 * Asks for the removal of a group; asking again is no error.
	 * @throws GroupInUse while a server uses it, or is still standing with it
	 */
	public Group retire(GroupId id, Actor actor) {
		return inTransaction(() -> {
			Group before = lock(id);
			if (before.retired()) {
				return before;
			}
			List<GroupUse> uses = this.store.uses(id);
			if (!uses.isEmpty()) {
				throw new GroupInUse(before, uses);
			}
			this.store.retire(id, now());
			return published(before, get(id), List.of(), "group.removal_requested", actor);
		});
	}

	/**
	 * Notes, in the transaction that stores a server, which groups its policies refer to;
	 * ids that are none of Postern's groups are passed over.
	 * @throws GroupRetired when one of them is being removed
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void replaceUses(ServerId server, String serverName, Collection<UUID> groups) {
		List<Group> used = groups.isEmpty() ? List.of() : this.store.lockShared(groups);
		used.stream().filter(Group::retired).findFirst().ifPresent((retired) -> {
			throw new GroupRetired(retired);
		});
		this.store.replaceUses(server, serverName, used.stream().map(Group::id).toList());
	}

	public Optional<Group> find(GroupId id) {
		return this.store.find(id);
	}

	/** Those of the ids that are groups. */
	public List<Group> among(Collection<UUID> ids) {
		return this.store.among(ids);
	}

	/** All groups, those that are being removed too, by name. */
	public List<Group> all() {
		return this.store.all();
	}

	/**
	 * Groups with a text in their name or description, or in an address or domain that
	 * they include; those that are being removed too, by name.
	 * @param cursor where the part before ended; {@code null} or empty for the first
	 * @throws InvalidInput when the cursor is none of ours
	 */
	public Page<Group> search(String text, @Nullable String cursor, int size) {
		String pattern = LikePattern.containing(EmailAddress.sought(text));
		List<Group> found = this.store.search(pattern, Cursor.read(cursor, "", Cursor.Key::text), size + 1);
		return Page.of(found, size, (last) -> Cursor.after(last.spec().name()));
	}

	/**
	 * All that such a search finds, by name; an account has a few hundred groups at most.
	 */
	public List<Group> matching(String text) {
		return this.store.search(LikePattern.containing(EmailAddress.sought(text)), "", MOST);
	}

	/** The servers that use a group, by name. */
	public List<GroupUse> uses(GroupId id) {
		return this.store.uses(id);
	}

	/** How many servers use each of these groups; those that none uses are left out. */
	public Map<GroupId, Integer> countUses(Collection<GroupId> groups) {
		return this.store.countUses(groups);
	}

	/** Notes how far Cloudflare is; no change of what is wanted. */
	public void report(GroupId id, Phase phase, @Nullable Problem problem) {
		this.store.report(id, phase, problem);
	}

	/**
	 * Notes that a generation was seen to stand at Cloudflare: READY if still the newest.
	 */
	public void applied(GroupId id, long generation) {
		this.store.applied(id, generation);
	}

	/**
	 * Drops a retired group of which nothing is left at Cloudflare. Dropping it again is
	 * no error.
	 */
	public void forget(GroupId id, Actor actor) {
		this.transactions.executeWithoutResult((status) -> this.store.lock(id).ifPresent((last) -> {
			if (!last.retired()) {
				throw new IllegalStateException("group %s is not retired".formatted(id));
			}
			this.store.delete(id);
			this.publisher.forgotten(last, actor);
		}));
	}

	/**
	 * The group as somebody has seen it.
	 * @throws StaleGroup when {@code version} is not the current one
	 * @throws GroupRetired when the group is being removed
	 */
	Group editable(GroupId id, long version) {
		return editable(get(id), version);
	}

	private Group get(GroupId id) {
		return find(id).orElseThrow(() -> new GroupNotFound(id));
	}

	private Group lock(GroupId id) {
		return this.store.lock(id).orElseThrow(() -> new GroupNotFound(id));
	}

	private static Group editable(Group group, long version) {
		if (group.retired()) {
			throw new GroupRetired(group);
		}
		if (group.version() != version) {
			throw new StaleGroup(group);
		}
		return group;
	}

	/** Somebody may take the name between the check and the commit. */
	private Group stored(GroupSpec spec, Supplier<Group> change) {
		try {
			return inTransaction(change);
		}
		catch (DuplicateKeyException ex) {
			throw new InvalidInput(List.of(GroupChecks.taken(spec.name())));
		}
	}

	private Group inTransaction(Supplier<Group> change) {
		return Objects.requireNonNull(this.transactions.execute((status) -> change.get()));
	}

	private Group published(@Nullable Group before, Group after, List<WarningView> acknowledged, String action,
			Actor actor) {
		this.publisher.changed(before, after, acknowledged, action, actor);
		return after;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

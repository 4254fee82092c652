package dev.postern.servers.bulk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import dev.postern.servers.Server;
import dev.postern.servers.ServerSpec;
import dev.postern.servers.checks.InputProblems;
import dev.postern.servers.checks.LoginUser;
import dev.postern.servers.checks.SessionDuration;
import dev.postern.servers.tags.ServerTags;
import org.jspecify.annotations.Nullable;

/**
 * What becomes different on many servers; what is empty stays as it is.
 *
 * @param removeTags by their keys; those that are added, too, stay
 */
record BulkEdit(List<String> addTags, Set<String> removeTags, @Nullable String loginUser,
		@Nullable Duration sessionDuration) {

	BulkEdit {
		addTags = List.copyOf(addTags);
		removeTags = Set.copyOf(removeTags);
	}

	/**
	 * Reads what was entered.
	 * @throws InvalidInput with everything that is wrong, also when nothing is to become
	 * different
	 */
	static BulkEdit of(BulkWishes wishes) {
		InputProblems tags = new InputProblems();
		List<String> added = ServerTags.check(wishes.addTags(), tags).orElse(List.of());
		List<FieldProblem> all = new ArrayList<>(tags.all()
			.stream()
			.map((problem) -> new FieldProblem("addTags", problem.value(), problem.code(), problem.args()))
			.toList());
		InputProblems others = new InputProblems();
		String user = wishes.loginUser().strip();
		if (!user.isEmpty()) {
			LoginUser.check(user, "loginUser", wishes.loginUser(), others);
		}
		String session = wishes.sessionDuration().strip();
		Duration duration = session.isEmpty() ? null : SessionDuration.check(session, others).orElse(null);
		Set<String> removed = new HashSet<>(ServerTags.keys(wishes.removeTags()));
		all.addAll(others.all());
		if (all.isEmpty() && added.isEmpty() && removed.isEmpty() && user.isEmpty() && duration == null) {
			others.reject("addTags", "", "bulk.nothing");
			all.addAll(others.all());
		}
		if (!all.isEmpty()) {
			throw new InvalidInput(all);
		}
		return new BulkEdit(added, removed, user.isEmpty() ? null : user, duration);
	}

	/** What is wanted of a server then; notes where it cannot be. */
	ServerSpec on(Server server, InputProblems problems) {
		ServerSpec spec = server.spec();
		List<String> added = ServerTags.keys(this.addTags);
		List<String> tags = new ArrayList<>(spec.tags()
			.stream()
			.filter((tag) -> !this.removeTags.contains(ServerTags.key(tag)) || added.contains(ServerTags.key(tag)))
			.toList());
		List<String> kept = ServerTags.keys(tags);
		this.addTags.stream().filter((tag) -> !kept.contains(ServerTags.key(tag))).forEach(tags::add);
		if (tags.size() > ServerTags.MOST) {
			problems.reject("addTags", spec.name(), "bulk.tags-many", ServerTags.MOST, tags.size());
			return spec;
		}
		return spec.with(Objects.requireNonNullElse(this.loginUser, spec.loginUser()),
				Objects.requireNonNullElse(this.sessionDuration, spec.sessionDuration()), ServerTags.sorted(tags));
	}

}

package dev.postern.servers.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Gathers all that is wrong with a draft, so that it can be told at once. */
public final class InputProblems {

	private final List<FieldProblem> problems = new ArrayList<>();

	/** Notes a problem; the answer is what the field then is: nothing. */
	public <T> Optional<T> reject(String field, @Nullable String value, String code, Object... args) {
		this.problems.add(FieldProblem.of(field, (value != null) ? value : "", "servers.error." + code, args));
		return Optional.empty();
	}

	public List<FieldProblem> all() {
		return List.copyOf(this.problems);
	}

	public void addAll(List<FieldProblem> problems) {
		this.problems.addAll(problems);
	}

	public void throwIfAny() {
		if (!this.problems.isEmpty()) {
			throw new InvalidInput(this.problems);
		}
	}

}

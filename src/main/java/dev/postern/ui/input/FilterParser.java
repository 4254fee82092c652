package dev.postern.ui.input;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import dev.postern.kernel.FieldProblem;
import dev.postern.kernel.InvalidInput;
import org.jspecify.annotations.Nullable;

/** Reads the values of a filter one by one, and then names all that are wrong at once. */
public final class FilterParser {

	private final List<FieldProblem> problems = new ArrayList<>();

	/** The value; {@code null} when it is wrong. */
	public <T> @Nullable T parse(Supplier<@Nullable T> value) {
		try {
			return value.get();
		}
		catch (InvalidInput ex) {
			this.problems.addAll(ex.problems());
			return null;
		}
	}

	/** Throws when a value was wrong. */
	public void throwIfInvalid() {
		if (!this.problems.isEmpty()) {
			throw new InvalidInput(this.problems);
		}
	}

	/** The text without blanks around it; {@code null} when nothing is left. */
	public static @Nullable String trimToNull(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

}

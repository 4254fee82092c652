package dev.postern.reconcile.plan;

import java.util.Arrays;
import java.util.List;

import dev.postern.reconcile.plan.Guard.Removal;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GuardTests {

	@Test
	void observingPermitsNothing() {
		assertThat(permitted(Mode.OBSERVE, false)).isEmpty();
	}

	@Test
	void upsertingRemovesNothing() {
		assertThat(permitted(Mode.UPSERT, false)).containsExactly(Removal.NONE);
	}

	@Test
	void theBrakeHoldsOnlyWhatPeopleRemoved_I7() {
		assertThat(permitted(Mode.FULL, true)).containsExactly(Removal.NONE, Removal.LEFTOVER);
		assertThat(permitted(Mode.FULL, false)).containsExactly(Removal.values());
	}

	@Test
	void eachModePermitsWhatThoseBeforeItDo() {
		for (boolean braked : List.of(true, false)) {
			assertThat(permitted(Mode.UPSERT, braked)).containsAll(permitted(Mode.OBSERVE, braked));
			assertThat(permitted(Mode.FULL, braked)).containsAll(permitted(Mode.UPSERT, braked));
		}
	}

	private static List<Removal> permitted(Mode mode, boolean braked) {
		return Arrays.stream(Removal.values()).filter(new Guard(mode, braked)::permits).toList();
	}

}

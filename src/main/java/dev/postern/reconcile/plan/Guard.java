package dev.postern.reconcile.plan;

import java.util.Set;
import java.util.TreeSet;

import dev.postern.kernel.Hostname;
import dev.postern.kernel.Sha256;

/**
 * Says what of a plan may be done without asking (I7): what the mode permits, and of that
 * no removals that wait for a person.
 *
 * @param braked whether more is to be removed than the brake lets pass, and nobody has
 * approved it
 */
public record Guard(Mode mode, boolean braked) {

	/** Whether a change that takes away as much as this may be done. */
	public boolean permits(Removal removal) {
		return switch (this.mode) {
			case OBSERVE -> false;
			case UPSERT -> removal == Removal.NONE;
			case FULL -> removal != Removal.WANTED || !this.braked;
		};
	}

	/**
	 * The hostnames of which a plan takes something away. To shut a way in that nobody
	 * guards takes nothing away that anybody may want to keep (I1).
	 */
	public static Set<Hostname> removals(Plan plan) {
		TreeSet<Hostname> removals = new TreeSet<>();
		for (Change change : plan.changes()) {
			switch (change) {
				case Change.CreateApp _, Change.UpdateApp _, Change.CreateDns _, Change.UpdateDns _ -> {
				}
				case Change.DeleteApp delete -> removals.add(delete.hostname());
				case Change.DeleteDns delete -> addGuarded(removals, delete.hostname(), plan);
				case Change.ReplaceIngress replace -> replace.edits()
					.stream()
					.filter((edit) -> edit.after() == null)
					.map(RuleEdit::hostname)
					.forEach((hostname) -> addGuarded(removals, hostname, plan));
			}
		}
		return removals;
	}

	/** Names the removals of a plan; an approval is good for these only. */
	public static String basis(Plan plan) {
		return Sha256.of(removals(plan).toString());
	}

	/** How much a change of a group takes away. */
	public static Removal removal(GroupChange change) {
		return switch (change) {
			case GroupChange.CreateGroup _, GroupChange.UpdateGroup _ -> Removal.NONE;
			case GroupChange.DeleteDuplicate _ -> Removal.LEFTOVER;
			case GroupChange.DeleteGroup _ -> Removal.WANTED;
		};
	}

	private static void addGuarded(Set<Hostname> removals, Hostname hostname, Plan plan) {
		if (!plan.unprotected().contains(hostname)) {
			removals.add(hostname);
		}
	}

	/** What a change takes away. */
	public enum Removal {

		/** Nothing that anybody may want to keep. */
		NONE,
		/**
		 * A duplicate that a request without an answer made; the brake does not count it.
		 */
		LEFTOVER,
		/** What people removed from the registry. */
		WANTED

	}

}

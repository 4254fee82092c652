package dev.postern.reconcile.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.postern.cloudflare.model.DnsBatch;
import dev.postern.kernel.ZoneId;
import dev.postern.reconcile.observe.Snapshot;
import dev.postern.reconcile.plan.Change;

/**
 * Changes that are made by one call: one by itself, or the records of a zone together.
 */
sealed interface ApplyStep {

	List<? extends Change> changes();

	/** The part of Cloudflare that it writes. */
	Snapshot.Part part();

	/** What to try in its stead when it failed; nothing when it is one already. */
	default List<ApplyStep> parts() {
		return List.of();
	}

	/** One application. */
	record Application(Change.OfServer change) implements ApplyStep {

		@Override
		public List<Change.OfServer> changes() {
			return List.of(this.change);
		}

		@Override
		public Snapshot.Part part() {
			return Snapshot.Part.APPLICATIONS;
		}

	}

	/** The configuration, whole. */
	record Configuration(Change.ReplaceIngress change) implements ApplyStep {

		@Override
		public List<Change.ReplaceIngress> changes() {
			return List.of(this.change);
		}

		@Override
		public Snapshot.Part part() {
			return Snapshot.Part.CONFIGURATION;
		}

	}

	/** Changes of records in one zone, all of one phase. */
	record Records(ZoneId zone, List<Change.OfServer> changes) implements ApplyStep {

		@Override
		public Snapshot.Part part() {
			return Snapshot.Part.RECORDS;
		}

		@Override
		public List<ApplyStep> parts() {
			return (this.changes.size() > 1) ? oneByOne() : List.of();
		}

		List<ApplyStep> oneByOne() {
			return this.changes.stream().<ApplyStep>map((change) -> new Records(this.zone, List.of(change))).toList();
		}

	}

	/** The steps of a stage in the order of its changes. */
	static List<ApplyStep> of(List<Change> stage) {
		List<ApplyStep> steps = new ArrayList<>();
		for (Change.Phase phase : Change.Phase.values()) {
			Map<ZoneId, List<Change.OfServer>> records = new LinkedHashMap<>();
			for (Change change : stage) {
				if (change.phase() == phase) {
					switch (change) {
						case Change.CreateDns dns ->
							records.computeIfAbsent(dns.zone(), (z) -> new ArrayList<>()).add(dns);
						case Change.UpdateDns dns ->
							records.computeIfAbsent(dns.zone(), (z) -> new ArrayList<>()).add(dns);
						case Change.DeleteDns dns ->
							records.computeIfAbsent(dns.zone(), (z) -> new ArrayList<>()).add(dns);
						case Change.CreateApp app -> steps.add(new Application(app));
						case Change.UpdateApp app -> steps.add(new Application(app));
						case Change.DeleteApp app -> steps.add(new Application(app));
						case Change.ReplaceIngress ingress -> steps.add(new Configuration(ingress));
					}
				}
			}
			records.forEach((zone, changes) -> inBatches(zone, changes, steps));
		}
		return steps;
	}

	private static void inBatches(ZoneId zone, List<Change.OfServer> changes, List<ApplyStep> steps) {
		for (int from = 0; from < changes.size(); from += DnsBatch.MAX_CHANGES) {
			steps.add(new Records(zone,
					List.copyOf(changes.subList(from, Math.min(from + DnsBatch.MAX_CHANGES, changes.size())))));
		}
	}

}

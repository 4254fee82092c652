package dev.postern.reconcile.apply;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.cloudflare.model.AccessApp;
import dev.postern.cloudflare.model.TunnelConfiguration;
import dev.postern.kernel.AccessAppId;
import dev.postern.kernel.Hostname;
import dev.postern.kernel.Problem;
import dev.postern.kernel.TunnelId;
import dev.postern.reconcile.ledger.Claim;
import dev.postern.reconcile.ledger.Ledger;
import dev.postern.reconcile.ledger.OwnedResource.Kind;
import dev.postern.reconcile.observe.Snapshot;
import dev.postern.reconcile.payloads.Payloads;
import dev.postern.reconcile.plan.Change;
import dev.postern.reconcile.plan.RuleEdit;
import dev.postern.reconcile.runs.ReconcileProblems;
import dev.postern.reconcile.runs.RunRecorder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Makes the changes of one stage, in their order, and stops at the first that is not
 * made. It decides nothing: what it does is fully said by the changes.
 */
@Component
public class Applier {

	private static final Logger log = LoggerFactory.getLogger(Applier.class);

	private final Cloudflare cloudflare;

	private final Ledger ledger;

	private final DnsApplier dns;

	Applier(Cloudflare cloudflare, Ledger ledger, DnsApplier dns) {
		this.cloudflare = cloudflare;
		this.ledger = ledger;
		this.dns = dns;
	}

	public StageOutcome apply(TunnelId tunnel, List<Change> stage, RunRecorder run, WriterLock.HeldLock lock) {
		Set<Snapshot.Part> touched = EnumSet.noneOf(Snapshot.Part.class);
		TunnelConfiguration configuration = null;
		Deque<ApplyStep> steps = new ArrayDeque<>(ApplyStep.of(stage));
		while (!steps.isEmpty()) {
			ApplyStep step = steps.pop();
			touched.add(step.part());
			lock.requireHeld();
			run.started(step.changes());
			try {
				switch (step) {
					case ApplyStep.Application(var change) -> made(tunnel, change, make(tunnel, change), run);
					case ApplyStep.Configuration(var change) -> configuration = replace(tunnel, change, run);
					case ApplyStep.Records records -> change(tunnel, records, run).reversed().forEach(steps::push);
				}
			}
			catch (PlanOutdated ex) {
				run.skipped(step.changes());
				return new StageOutcome.Outdated(touched);
			}
			catch (CloudflareException ex) {
				run.failed(step.changes(), ex);
				return outcome(ex, step, touched);
			}
		}
		return new StageOutcome.Applied(touched, configuration);
	}

	/**
	 * Makes what can be made of changes that do not wait for one another: whatever
	 * becomes of one, the others are tried, unless Cloudflare asks to be left alone.
	 */
	public void applyEach(TunnelId tunnel, List<Change> changes, RunRecorder run, WriterLock.HeldLock lock) {
		Deque<ApplyStep> steps = new ArrayDeque<>(ApplyStep.of(changes));
		while (!steps.isEmpty()) {
			ApplyStep step = steps.pop();
			switch (apply(tunnel, List.copyOf(step.changes()), run, lock)) {
				case StageOutcome.Postponed(var _, var _, var notBefore) when notBefore != null -> steps.clear();
				case StageOutcome.Postponed _, StageOutcome.Refused _ -> step.parts().reversed().forEach(steps::push);
				case StageOutcome.Applied _, StageOutcome.Outdated _, StageOutcome.Forbidden _ -> {
				}
			}
		}
	}

	/**
	 * Changes records of a zone; answers what is to be made in their stead when they were
	 * refused together.
	 */
	private List<ApplyStep> change(TunnelId tunnel, ApplyStep.Records records, RunRecorder run) {
		if (records.changes().size() == 1) {
			Change.OfServer change = records.changes().getFirst();
			made(tunnel, change, this.dns.applyOne(tunnel, change), run);
			return List.of();
		}
		return this.dns.applyBatch(tunnel, records, run) ? List.of() : records.oneByOne();
	}

	private static void made(TunnelId tunnel, Change change, String answer, RunRecorder run) {
		run.done(change, answer);
		applied(tunnel, change, answer);
	}

	private static void applied(TunnelId tunnel, Change change, String answer) {
		log.info("Applied change tunnel={} hosts={} change={} answer={}", tunnel, change.hostnames(),
				change.getClass().getSimpleName(), answer);
	}

	private String make(TunnelId tunnel, Change.OfServer change) {
		return switch (change) {
			case Change.CreateApp create -> create(tunnel, create);
			case Change.UpdateApp update -> update(update);
			case Change.DeleteApp delete -> delete(tunnel, delete);
			case Change.CreateDns ignored -> throw madeTogether();
			case Change.UpdateDns ignored -> throw madeTogether();
			case Change.DeleteDns ignored -> throw madeTogether();
		};
	}

	private String create(TunnelId tunnel, Change.CreateApp create) {
		Claim claim = Claim.onApplication(this.ledger, tunnel, create);
		AccessApp app = claim
			.attempt(() -> withTag(() -> this.cloudflare.createAccessApp(Payloads.application(create.after(), null))));
		claim.own(app.id().toString());
		return app.id().toString();
	}

	/**
	 * Cloudflare refuses an application for a tag that does not exist, and somebody may
	 * have removed ours since it was seen. The answer has the code of any invalid
	 * request, so the tag is looked for, and whoever made it meanwhile, the application
	 * is tried once more.
	 */
	private AccessApp withTag(Supplier<AccessApp> write) {
		try {
			return write.get();
		}
		catch (CloudflareException.Rejected ex) {
			if (!ex.isInvalidRequest()) {
				throw ex;
			}
			ensureTagAfter(ex);
			return write.get();
		}
	}

	/** The refusal is certain, so it is what counts when the tag can't be looked for. */
	private void ensureTagAfter(CloudflareException.Rejected refusal) {
		try {
			this.cloudflare.ensureTag(Cloudflare.TAG);
		}
		catch (CloudflareException ex) {
			refusal.addSuppressed(ex);
			throw refusal;
		}
	}

	private String update(Change.UpdateApp update) {
		try {
			withTag(() -> this.cloudflare.replaceAccessApp(update.app(),
					Payloads.application(update.after(), update.body())));
			return update.app().toString();
		}
		catch (CloudflareException.Missing ex) {
			if (isGone(update.app())) {
				throw new PlanOutdated();
			}
			throw ex;
		}
	}

	/** What is missing may be something that the application was to refer to. */
	private boolean isGone(AccessAppId app) {
		try {
			this.cloudflare.accessApp(app);
			return false;
		}
		catch (CloudflareException.Missing ex) {
			return true;
		}
	}

	private String delete(TunnelId tunnel, Change.DeleteApp delete) {
		try {
			this.cloudflare.deleteAccessApp(delete.app());
		}
		catch (CloudflareException.Missing ex) {
			log.info("Application was gone already tunnel={} host={}", tunnel, delete.hostname());
		}
		this.ledger.release(Kind.ACCESS_APP, tunnel, delete.hostname());
		return delete.app().toString();
	}

	/** Answers what stands now; {@code null} when somebody else wrote it, too. */
	private @Nullable TunnelConfiguration replace(TunnelId tunnel, Change.ReplaceIngress replace, RunRecorder run) {
		if (replace.edits().stream().anyMatch(RuleEdit::awaitsAudience)) {
			throw new IllegalStateException("a route must not be written before its application was seen");
		}
		TunnelConfiguration now = this.cloudflare.configuration(tunnel);
		if (now.version() != replace.expectedVersion() || !Objects.equals(now.config(), replace.before())) {
			throw new PlanOutdated();
		}
		TunnelConfiguration written = write(tunnel, replace);
		run.done(replace, written.version());
		applied(tunnel, replace, "version " + written.version());
		int due = replace.expectedVersion() + 1;
		if (written.version() == due) {
			return written;
		}
		run.notice(ReconcileProblems.editOverwritten(due, written.version()));
		log.warn("Somebody else wrote the configuration at the same time tunnel={} expected={} found={}", tunnel, due,
				written.version());
		return null;
	}

	private TunnelConfiguration write(TunnelId tunnel, Change.ReplaceIngress replace) {
		List<Claim> claims = replace.edits()
			.stream()
			.filter((edit) -> edit.before() == null)
			.map((edit) -> Claim.onRule(this.ledger, tunnel, edit))
			.toList();
		TunnelConfiguration written;
		try {
			written = this.cloudflare.replaceConfiguration(tunnel, replace.after());
		}
		catch (CloudflareException ex) {
			claims.forEach((claim) -> claim.withdrawIfNotDone(ex));
			throw ex;
		}
		for (RuleEdit edit : replace.edits()) {
			String service = edit.service();
			if (service != null) {
				this.ledger.route(tunnel, edit.hostname(), service);
			}
			else {
				this.ledger.release(Kind.INGRESS_RULE, tunnel, edit.hostname());
			}
		}
		return written;
	}

	private static StageOutcome outcome(CloudflareException exception, ApplyStep step, Set<Snapshot.Part> touched) {
		Problem problem = ReconcileProblems.of(exception);
		return switch (exception) {
			case CloudflareException.Throttled ex -> new StageOutcome.Postponed(touched, problem, ex.retryAfter());
			case CloudflareException.Unavailable ex ->
				new StageOutcome.Postponed(touched, problem, ex.requestedPause().orElse(null));
			case CloudflareException.Unauthorized ex -> (step instanceof ApplyStep.Records records)
					? new StageOutcome.Forbidden(touched, records.zone(), hostnames(step), problem)
					: new StageOutcome.Postponed(touched, problem, null);
			case CloudflareException.Missing ex -> new StageOutcome.Refused(touched, hostnames(step), problem);
			case CloudflareException.Rejected ex -> new StageOutcome.Refused(touched, hostnames(step), problem);
		};
	}

	private static Set<Hostname> hostnames(ApplyStep step) {
		return step.changes().stream().flatMap((change) -> change.hostnames().stream()).collect(Collectors.toSet());
	}

	private static IllegalStateException madeTogether() {
		return new IllegalStateException("records are changed together, by zone");
	}

}

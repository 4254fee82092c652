package dev.postern.machines;

import java.time.Duration;
import java.util.List;

import dev.postern.cloudflare.Cloudflare;
import dev.postern.cloudflare.CloudflareException;
import dev.postern.jobs.RecurringJob;
import dev.postern.kernel.CachedReading;
import dev.postern.machines.MachineList.Known;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Looks at the service tokens once a day, and says in the log and as a number which ones
 * will soon let no machine in any more. It asks Cloudflare only where Postern made some.
 */
@Component
class MachineWatch implements RecurringJob {

	private static final Logger log = LoggerFactory.getLogger(MachineWatch.class);

	private final MachineList machines;

	private final AccountTokens account;

	private final Cloudflare cloudflare;

	private final MachinesProperties properties;

	MachineWatch(MachineList machines, AccountTokens account, Cloudflare cloudflare, MachinesProperties properties,
			MeterRegistry meters) {
		this.machines = machines;
		this.account = account;
		this.cloudflare = cloudflare;
		this.properties = properties;
		CachedReading<Integer> ending = new CachedReading<>(() -> ending().size());
		Gauge.builder("postern.machines.ending", ending, (reading) -> reading.number(Integer::doubleValue))
			.description("Service tokens made by Postern that have expired or soon will")
			.strongReference(true)
			.register(meters);
	}

	@Override
	public String name() {
		return "machines-watch";
	}

	@Override
	public Duration every() {
		return this.properties.lookEvery();
	}

	@Override
	public void run() {
		if (!this.machines.ours().isEmpty()) {
			look();
		}
		ending().forEach((one) -> log.warn("A service token ends name={} state={} expires={} servers={}",
				one.machine().name(), one.state(), one.machine().expiresAt(), one.uses().size()));
	}

	/** As last known, so that each instance tells the same. */
	private List<Known> ending() {
		return this.machines.ours().stream().filter(MachineWatch::isEnding).toList();
	}

	private static boolean isEnding(Known one) {
		return one.state() == MachineState.EXPIRING || one.state() == MachineState.EXPIRED;
	}

	private void look() {
		try {
			this.cloudflare.inBackground(this.account::now);
		}
		catch (CloudflareException ex) {
			log.warn("Service tokens can't be looked at said={}", ex.getMessage());
		}
	}

}

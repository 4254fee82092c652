package dev.postern.jobs;

import java.time.Duration;

import dev.postern.kernel.WrongSetting;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How jobs are run.
 *
 * @param pollEvery pause between two looks for due jobs that other instances left; jobs
 * of this instance are seen at once
 * @param threads jobs that one instance runs at the same time
 * @param heartbeatEvery how often an instance says that it still works on a job; after
 * four missed beats another instance takes the job over
 * @param firstRetry pause after the first failure of a job; it doubles with each failure
 * @param longestRetry the longest pause between two tries
 * @param shutdownWait how long running jobs may finish when the instance stops, before
 * they are interrupted
 */
@Validated
@ConfigurationProperties("postern.jobs")
record JobsProperties(@DefaultValue("1s") Duration pollEvery, @DefaultValue("10") @Min(2) @Max(100) int threads,
		@DefaultValue("5s") Duration heartbeatEvery, @DefaultValue("1s") Duration firstRetry,
		@DefaultValue("5m") Duration longestRetry, @DefaultValue("10s") Duration shutdownWait) {

	JobsProperties {
		WrongSetting.refuseUnlessPositive("postern.jobs.poll-every", pollEvery, "1s");
		WrongSetting.refuseUnlessPositive("postern.jobs.heartbeat-every", heartbeatEvery, "5s");
		WrongSetting.refuseUnlessPositive("postern.jobs.first-retry", firstRetry, "1s");
		WrongSetting.refuseUnlessPositive("postern.jobs.longest-retry", longestRetry, "5m");
		WrongSetting.refuseUnlessPositive("postern.jobs.shutdown-wait", shutdownWait, "10s");
	}

	Backoff backoff() {
		return new Backoff(this.firstRetry, this.longestRetry);
	}

}
